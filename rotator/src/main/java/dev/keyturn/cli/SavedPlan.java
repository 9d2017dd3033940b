package dev.keyturn.cli;

import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * A plan as {@code rotator plan --format json} prints it and {@code rotator apply} takes it.
 *
 * @param id names the plan in what is done because of it
 * @param madeAt when
 * @param days how far it looks ahead
 */
record SavedPlan(UUID id, Instant madeAt, int days, List<Forecast.Entry> rotations) {

    /** What a file cannot be used for, in words for a person. */
    static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    static SavedPlan of(List<Forecast.Entry> rotations, Instant madeAt, int days) {
        return new SavedPlan(UUID.randomUUID(), madeAt, days, rotations);
    }

    String json() {
        return WireJson.mapper().writeValueAsString(this);
    }

    static SavedPlan read(Path file) {
        try {
            SavedPlan plan = WireJson.mapper().readValue(Files.readString(file), SavedPlan.class);
            if (plan.id() == null || plan.rotations() == null) {
                throw new UnusableException(file + " is no plan: make one with 'rotator plan --format json'");
            }
            return plan;
        } catch (NoSuchFileException e) {
            throw new UnusableException("there is no file " + file);
        } catch (IOException | JacksonException e) {
            throw new UnusableException(file + " is no plan: make one with 'rotator plan --format json'");
        }
    }
}
