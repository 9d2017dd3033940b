package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that have no more than a shape, and those that need their provider's name before them. */
class KeyShapeTest {
    private static final String VALUE = "4f9ac07be81d";

    @ParameterizedTest
    @CsvSource({
        "4f9ac07be81d, true",
        "a='4f9ac07be81d', true",
        "x_4f9ac07be81d., true",
        "id=4f9ac07be81d&x, true",
        "4f9ac07be81d2, false",
        "4f9ac07be81, false",
        "a4f9ac07be81d, false",
        "4f9ac07be81d_x, false",
        "4f9ac07be81d-us7, false",
        "4f9ac07be81g, false"
    })
    void isNoPartOfALongerWord(String text, boolean found) throws Exception {
        assertThat(anywhere(KeyShape.of("{hex:12}"), text)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pre_{base62:5-9}", "{upper:3}-{upper:3}", "{uuid}", "x.{[a-c.]:4}", "{base64url:8}tt"})
    void isWhatItsRegularExpressionSays(String source) throws Exception {
        KeyShape shape = KeyShape.of(source);
        Pattern pattern = Pattern.compile(shape.regex());
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = mutated(ExampleText.make(source, random), random);
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            Matcher matcher = pattern.matcher(text);
            assertThat(shape.end(bytes, 0, bytes.length) == bytes.length)
                    .as("%s of a text of %d", source, text.length())
                    .isEqualTo(matcher.matches());
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        if (random.nextBoolean()) {
            changed.setCharAt(random.nextInt(text.length()), "aZ0-_.x".charAt(random.nextInt(7)));
        }
        return changed.toString();
    }

    @Test
    void longRunsOfWordsAreNoKeys() throws Exception {
        KeyShape shape = KeyShape.of("{base62:32}");
        assertThat(anywhere(shape, "ConfigurationPropertiesBindingXy")).isFalse();
        assertThat(anywhere(shape, "12345678901234567890123456789012")).isFalse();
        assertThat(anywhere(shape, "Configurat1onPropertiesBindingXy")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme_key = \"" + VALUE + "\"",
                "ACME-TOKEN " + VALUE,
                "acme:\n  api_key: " + VALUE,
                "https://acme.example/v1/" + VALUE + "/x",
                "{\"acmeSecret\": \"" + VALUE + "\"}"
            })
    void aNamedKeyFollowsItsName(String text) throws Exception {
        assertThat(named(false, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/plugin@" + VALUE,
                "acme image sha256:" + VALUE,
                "acme fixed in commit " + VALUE,
                "acme: this is a sentence that goes on for a long while before " + VALUE
            })
    void hashesAndWhatIsFarAreNot(String text) throws Exception {
        assertThat(named(false, text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme_key = '4f9ac07be81d' | true",
                "acme.secret 4f9ac07be81d | true",
                "acme: 4f9ac07be81d | true",
                "acme 4f9ac07be81d | false",
                "acmes = 4f9ac07be81d | false",
                "pacme = 4f9ac07be81d | false",
                "acme; x = 4f9ac07be81d | false"
            })
    void anEverydayNameMustBeAssignedTo(String text, boolean found) throws Exception {
        assertThat(named(true, text)).isEqualTo(found);
    }

    @Test
    void mistakesInTablesAreNamed() {
        assertThatThrownBy(() -> KeyShape.of("{nothing:3}")).isInstanceOf(Complaint.class);
        assertThatThrownBy(() -> KeyShape.of("{hex:}")).isInstanceOf(Complaint.class);
        assertThatThrownBy(() -> KeyShape.of("a{hex:3")).isInstanceOf(Complaint.class);
        assertThatThrownBy(() -> KeyTable.read("t", "[low] x\na | b | c\n")).isInstanceOf(Complaint.class);
        assertThatThrownBy(() -> KeyTable.read("t", "[low] x\na | b | - | {hex:9} | c\n"))
                .isInstanceOf(Complaint.class);
    }

    private static boolean anywhere(KeyShape shape, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < bytes.length; from++) {
            if (shape.end(bytes, from, bytes.length) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean named(boolean everyday, String text) throws Complaint {
        Naming naming = new Naming(List.of(everyday ? "acme!" : "acme"), KeyShape.of("{hex:12}"));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Regex.Found found =
                naming.at(bytes, text.toLowerCase(java.util.Locale.ROOT).indexOf("acme"), bytes.length);
        return found != null && found.groupEnd() - found.groupStart() == VALUE.length();
    }
}
