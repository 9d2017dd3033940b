package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One result for each key of an import, in its order. */
public record KeyImportResults(List<Result> results) {
    /**
     * What became of one.
     *
     * @param detail what is wrong and what to do, unless it was imported
     */
    public record Result(
            @Nullable String name,
            Outcome outcome,
            @Nullable UUID keyId,
            @Nullable String detail) {}

    /** What became of it. */
    public enum Outcome {
        /** It is accepted from now on. */
        @JsonProperty("imported")
        IMPORTED,
        /** It is a key of this tenant already. */
        @JsonProperty("present")
        PRESENT,
        /** It is not; the others are not affected. */
        @JsonProperty("refused")
        REFUSED
    }
}
