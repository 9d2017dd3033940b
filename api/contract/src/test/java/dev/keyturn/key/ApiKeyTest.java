package dev.keyturn.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.key.MalformedKeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RevealsPlaintext("the format is tested on plaintext")
class ApiKeyTest {
    private static final EnvironmentTag PRD = new EnvironmentTag("prd");
    private final SecureRandom random = new SecureRandom();

    /** The vectors of docs/key-format.md: entropy that is plainly not random, so that nobody takes them for live. */
    @ParameterizedTest
    @CsvSource({
        "dev, 00000000000000000000000000000000",
        "prd, 0123456789ABCDEFGHIJKLMNOPQRSTUV",
        "a1, zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "abcdefghijkl, KeyturnKeyturnKeyturnKeyturnKey0"
    })
    void aKeyIsReadBackFromItsParts(String tag, String entropy) {
        String head = "sk_" + tag + "_" + entropy;
        byte[] ascii = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + 6);
        Base62.writeChecksum(ascii, 0, head.length(), ascii, head.length());
        ApiKey key = ApiKey.parse(new String(ascii, StandardCharsets.US_ASCII));
        assertThat(key.tag()).isEqualTo(new EnvironmentTag(tag));
        assertThat(key.reveal()).startsWith(head);
    }

    /** GitHub's published example: CRC-32 over the entropy alone, in the same alphabet. */
    @Test
    void theChecksumIsWrittenAsGitHubWritesIts() {
        byte[] entropy = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ".getBytes(StandardCharsets.US_ASCII);
        byte[] checksum = new byte[6];
        Base62.writeChecksum(entropy, 0, entropy.length, checksum, 0);
        assertThat(new String(checksum, StandardCharsets.US_ASCII)).isEqualTo("0mLq17");
    }

    @Test
    void aGeneratedKeyParsesAndIsUnique() {
        Set<Fingerprint> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ApiKey key = ApiKey.generate(PRD, random);
            assertThat(ApiKey.parse(key.reveal()).equals(key)).isTrue();
            assertThat(seen.add(key.fingerprint())).isTrue();
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String plaintext = ApiKey.generate(PRD, random).reveal();
        for (int i = 0; i < plaintext.length(); i++) {
            for (char replacement : "0Zz_-".toCharArray()) {
                String changed = plaintext.substring(0, i) + replacement + plaintext.substring(i + 1);
                assertThat(ApiKey.tryParse(changed).isPresent()).isEqualTo(changed.equals(plaintext));
            }
        }
    }

    @Test
    void everyShorterPrefixAndEveryLongerStringIsRefused() {
        String plaintext = ApiKey.generate(PRD, random).reveal();
        for (int i = 0; i < plaintext.length(); i++) {
            assertThat(ApiKey.tryParse(plaintext.substring(0, i))).isEmpty();
        }
        assertThat(ApiKey.tryParse(plaintext + "0")).isEmpty();
        assertThat(ApiKey.tryParse(" " + plaintext)).isEmpty();
        assertThat(ApiKey.tryParse(plaintext + "\n")).isEmpty();
    }

    @Test
    void theReasonNamesWhatIsWrongAndRepeatsNothing() {
        String plaintext = ApiKey.generate(PRD, random).reveal();
        String tail = plaintext.substring(7);
        assertReason("pk_prd_" + tail, Reason.PREFIX);
        assertReason(plaintext.substring(0, 40), Reason.LENGTH);
        assertReason("sk_live_" + tail, Reason.TAG);
        assertReason("sk_Prd_" + tail, Reason.TAG);
        assertReason("sk_prd_" + "é" + tail.substring(1), Reason.ALPHABET);
        assertReason("sk_prd_" + "İ" + tail.substring(1), Reason.ALPHABET);
        assertReason("sk_dev_" + tail, Reason.CHECKSUM);
    }

    private static void assertReason(String candidate, Reason reason) {
        assertThatThrownBy(() -> ApiKey.parse(candidate)).isInstanceOfSatisfying(MalformedKeyException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.getMessage()).doesNotContain(candidate);
        });
    }

    @Test
    void aKeyIsFoundWhereItStandsInBytes() {
        String plaintext = ApiKey.generate(PRD, random).reveal();
        byte[] text = ("token=" + plaintext + "rest").getBytes(StandardCharsets.US_ASCII);
        assertThat(ApiKey.lengthAt(text, 6, text.length)).isEqualTo(plaintext.length());
        assertThat(ApiKey.lengthAt(text, 6, 6 + plaintext.length())).isEqualTo(plaintext.length());
        assertThat(ApiKey.lengthAt(text, 6, 5 + plaintext.length())).isZero();
        for (int at : List.of(0, 5, 7)) {
            assertThat(ApiKey.lengthAt(text, at, text.length)).isZero();
        }
    }

    @Test
    void printingShowsTheHintAlone() {
        ApiKey key = ApiKey.generate(PRD, random);
        String plaintext = key.reveal();
        assertThat(key.toString())
                .isEqualTo(plaintext.substring(0, 11) + "…" + plaintext.substring(plaintext.length() - 4));
        assertThat(Secret.of("hunter2 and more").toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "test", "prod", "p", "thirteenchars", "Prd", "p-d", "", "prd\n"})
    void aTagThatWouldConfuseIsRefused(String tag) {
        assertThat(EnvironmentTag.isValid(tag)).isFalse();
        assertThatThrownBy(() -> new EnvironmentTag(tag)).isInstanceOf(IllegalArgumentException.class);
    }
}
