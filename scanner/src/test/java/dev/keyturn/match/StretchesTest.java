package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.pack.Stretches;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text made of parts of another holds nothing but in what is new, and in what the other left open, for a full search to find. */
class StretchesTest {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Matching MATCHING = new Matching(Rules.builtIn());
    private static final List<String> KEYWORDS = Rules.builtIn().rules().stream()
            .map(Rule::detection)
            .flatMap(detection -> detection.keywords().stream())
            .toList();

    /** A text, what it leaves open, and what was found. */
    private record Version(String text, Stretches open, TreeSet<String> found) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findInDeltasWhatASearchOfTheWholeFinds(long seed) {
        Random random = new Random(seed);
        int kept = 0;
        for (int round = 0; round < 150; round++) {
            String text = base(random);
            Version version = search(text, Stretches.whole(bytes(text).length));
            for (int step = 0; step < 8; step++) {
                Edit edit = new Edit(version, random);
                version = search(edit.text(), edit.stretches());
                TreeSet<String> whole = search(
                                edit.text(), Stretches.whole(edit.text().length()))
                        .found();
                assertThat(version.found().equals(whole))
                        .as("seed %d, round %d, step %d: %s, but whole %s", seed, round, step, version.found(), whole)
                        .isTrue();
                kept += version.found().isEmpty() ? 0 : 1;
            }
        }
        assertThat(kept).isGreaterThan(200);
    }

    private static Version search(String text, Stretches stretches) {
        byte[] bytes = bytes(text);
        TreeSet<String> found = new TreeSet<>();
        Stretches open = new Stretches();
        MATCHING.match(bytes, bytes.length, new Matching.Parts(stretches, open), new Matching.Found() {
            @Override
            public void allowed() {
                found.add("allowed");
            }

            @Override
            @RevealsPlaintext("to compare it by its fingerprint")
            public void match(Match match) {
                found.add(match.rule().id() + " "
                        + Fingerprint.of(match.secret().reveal()).toString());
            }
        });
        return new Version(text, open, found);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(60);
        for (int i = 0; i < lines; i++) {
            text.append(plain(random))
                    .append(random.nextInt(6) == 0 ? decoy(random) : "")
                    .append('\n');
        }
        return text.toString();
    }

    private static String plain(Random random) {
        StringBuilder line = new StringBuilder(" ".repeat(random.nextInt(5)));
        int words = random.nextInt(9);
        for (int i = 0; i < words; i++) {
            line.append(some(random, "abcdeiost", 1 + random.nextInt(9))).append(random.nextInt(4) == 0 ? "(" : " ");
        }
        return line.toString();
    }

    /** What is nearly a secret, a part of one, or an encoding of nothing. */
    private static String decoy(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> keyword(random) + some(random, BASE62, random.nextInt(40));
            case 1 -> "password = \"" + some(random, "abc", random.nextInt(20)) + "\"";
            case 2 -> some(random, BASE62 + "/+", 20 + random.nextInt(200));
            case 3 -> wrapped(encoded(some(random, BASE62 + "  _", 40 + random.nextInt(200))), random);
            case 4 -> "%5f%41\\u0041" + some(random, BASE62 + "%", random.nextInt(80));
            case 5 -> broken(key(random), random);
            case 6 -> encoded(broken(key(random), random));
            case 7 -> escaped(broken(key(random), random), random);
            case 8 -> "\0".repeat(random.nextInt(3)) + "\u00e4";
            default -> HexFormat.of().formatHex(bytes(broken(key(random), random)));
        };
    }

    private static String secret(Random random) {
        String key = key(random);
        return switch (random.nextInt(9)) {
            case 0 -> key;
            case 1 ->
                encoded(some(random, BASE62, random.nextInt(90)) + key + some(random, BASE62, random.nextInt(90)));
            case 2 -> wrapped(encoded(some(random, BASE62, 90) + key), random);
            case 3 -> escaped(key, random);
            case 4 -> HexFormat.of().formatHex(bytes(key));
            case 5 -> "passwd: '" + some(random, BASE62, 24) + "7k4'";
            case 6 -> "aws_secret_access_key = " + some(random, BASE62 + "/+", 40);
            case 7 -> "twilio" + " ".repeat(random.nextInt(150)) + "SK" + some(random, "0123456789abcdef", 32) + ";";
            default -> "npm_" + some(random, BASE62, 36);
        };
    }

    private static String keyword(Random random) {
        return KEYWORDS.get(random.nextInt(KEYWORDS.size()));
    }

    private static String key(Random random) {
        SecureRandom fixed = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
        return plaintext(ApiKey.generate(new EnvironmentTag("dev"), fixed));
    }

    @RevealsPlaintext("to hide it")
    private static String plaintext(ApiKey key) {
        return key.reveal();
    }

    private static String broken(String key, Random random) {
        int at = random.nextInt(key.length());
        return key.substring(0, at) + "." + key.substring(at + random.nextInt(2));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static String wrapped(String encoded, Random random) {
        return encoded.replaceAll("(.{" + (24 + random.nextInt(30)) + "})", "$1\n" + " ".repeat(random.nextInt(3)));
    }

    private static String escaped(String text, Random random) {
        StringBuilder escaped = new StringBuilder();
        int odds = 1 + random.nextInt(20);
        for (char character : text.toCharArray()) {
            boolean plain = character != '_' && random.nextInt(odds) > 0;
            escaped.append(
                    plain
                            ? "" + character
                            : String.format(random.nextBoolean() ? "%%%02x" : "\\u%04x", (int) character));
        }
        return escaped.toString();
    }

    private static String some(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Copies of parts of a text, not always in order or all of them, with something inserted here and there. */
    private static final class Edit {
        private final StringBuilder text = new StringBuilder();
        private final Stretches stretches = new Stretches();
        private final String base;
        private final Stretches open;
        private int expected;

        Edit(Version version, Random random) {
            base = version.text();
            open = version.open();
            int at = 0;
            int cuts = 1 + random.nextInt(4);
            for (int i = 0; i < cuts; i++) {
                int to = at + random.nextInt(base.length() - at + 1);
                int dot = base.indexOf('.', to);
                if (dot >= 0 && random.nextBoolean()) {
                    copy(at, dot);
                    at = dot + 1;
                    continue;
                }
                copy(at, to);
                insert(inserted(random));
                at = Math.min(base.length(), to + (random.nextInt(3) == 0 ? random.nextInt(40) : 0));
                if (random.nextInt(8) == 0) {
                    int other = random.nextInt(base.length() + 1);
                    copy(other, Math.min(base.length(), other + random.nextInt(200)));
                }
            }
            copy(at, base.length());
            if (expected != base.length()) {
                stretches.add(text.length(), text.length());
            }
        }

        private static String inserted(Random random) {
            return switch (random.nextInt(6)) {
                case 0 -> secret(random);
                case 1 -> decoy(random);
                case 2 -> plain(random);
                case 3 -> some(random, "\n ;=\"'Aa0_\\%", 1 + random.nextInt(3));
                default -> "";
            };
        }

        private void copy(int from, int to) {
            if (from < to) {
                if (from != expected) {
                    stretches.add(text.length(), text.length());
                }
                for (int i = 0; i < open.count(); i++) {
                    int first = Math.max(from, open.from(i));
                    int last = Math.min(to, open.to(i));
                    if (first <= last) {
                        stretches.add(first - from + text.length(), last - from + text.length());
                    }
                }
                text.append(base, from, to);
                expected = to;
            }
        }

        private void insert(String part) {
            if (!part.isEmpty()) {
                stretches.add(text.length(), text.length() + part.length());
                text.append(part);
            }
        }

        String text() {
            return text.toString();
        }

        Stretches stretches() {
            return stretches;
        }
    }
}
