package dev.keyturn.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published test vectors hold. */
class KeyFormatDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9]+)` \\| `(\\w{32})` \\| `(\\w{6})` \\| `([^`]+)` \\| `([0-9a-f]{64})` \\|");

    @Test
    void everyVectorIsAKeyWithItsHintAndFingerprint() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("../../docs/key-format.md")))
                .results()
                .toList();
        assertThat(rows).hasSize(4);
        for (MatchResult row : rows) {
            ApiKey key = ApiKey.parse("sk_" + row.group(1) + "_" + row.group(2) + row.group(3));
            assertThat(key.tag()).isEqualTo(new EnvironmentTag(row.group(1)));
            assertThat(key.hint()).isEqualTo(row.group(4));
            assertThat(key.fingerprint()).isEqualTo(new Fingerprint(row.group(5)));
        }
    }
}
