package dev.keyturn.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.Fuzz;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes at all as a key: both ways of telling agree, and nothing fails. */
class KeyFormatFuzzTest {
    @Test
    void bothWaysOfTellingAgree() {
        Fuzz.with(
                List.of(bytes(ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()))),
                KeyFormatFuzzTest::tryBothWaysOfTellingAgree);
    }

    private static void tryBothWaysOfTellingAgree(byte[] bytes) {
        boolean parsed =
                ApiKey.tryParse(new String(bytes, StandardCharsets.ISO_8859_1)).isPresent();
        int length = ApiKey.lengthAt(bytes, 0, bytes.length);
        assertThat(length).isLessThanOrEqualTo(bytes.length);
        if (parsed) {
            assertThat(length).isEqualTo(bytes.length);
        }
    }

    @RevealsPlaintext("keys are what is changed here")
    private static byte[] bytes(ApiKey key) {
        return key.reveal().getBytes(StandardCharsets.ISO_8859_1);
    }
}
