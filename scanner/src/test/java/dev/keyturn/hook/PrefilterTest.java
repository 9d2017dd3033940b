package dev.keyturn.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.match.Match;
import dev.keyturn.match.Matching;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the scan finds must get through the filter, in whatever form the scan finds it. */
class PrefilterTest {
    private static final long SEED = 20_260_102;
    private static final int FORMS = 5;

    @TempDir
    Path folder;

    private final Rules rules = Rules.builtIn();
    private final Matching matching = new Matching(rules);
    private final Random random = new Random(SEED);

    private static Map<String, Function<String, byte[]>> forms() {
        Map<String, Function<String, byte[]>> forms = new LinkedHashMap<>();
        forms.put("plain", text -> bytes("say " + text));
        forms.put("alone in a line", text -> bytes("before\n" + text + "\nafter\n"));
        for (int phase = 0; phase < 3; phase++) {
            String before = "x".repeat(phase);
            forms.put("base64 after " + phase, text -> bytes("d: " + base64(bytes(before + text))));
            forms.put("base64 between bytes after " + phase, text -> base64Between(before, text));
            forms.put("base64 in lines after " + phase, text -> inLines(before + text, 76));
            forms.put("base64 in short lines after " + phase, text -> inLines(before + text, 28));
        }
        forms.put("base64 twice", text -> bytes(base64(bytes(base64(bytes(text))))));
        forms.put("base64 of UTF-16", text -> bytes(base64(text.getBytes(StandardCharsets.UTF_16LE))));
        forms.put("base64 of UTF-32", text -> bytes(base64(text.getBytes(Charset.forName("UTF-32BE")))));
        forms.put("hexadecimal", text -> bytes(HexFormat.of().formatHex(bytes(text))));
        forms.put(
                "base64 of hexadecimal",
                text -> bytes(base64(bytes(HexFormat.of().formatHex(bytes(text))))));
        for (int phase = 0; phase < 5; phase += 3) {
            String before = "~".repeat(phase) + "some text before it, as there is: ";
            forms.put("base 85 after " + phase, text -> bytes("(" + base85(bytes(before + text))));
        }
        forms.put("strings put together", text -> joined(text, "\" + \""));
        forms.put("percent", text -> bytes(each(text, "%%%02x")));
        forms.put("JSON", text -> bytes(each(text, "\\u%04x")));
        forms.put("entities", text -> bytes(each(text, "&#%d;")));
        forms.put("broken by an equals sign", text -> broken(text, "=\n"));
        forms.put("broken by a backslash", text -> broken(text, "\\\r\n"));
        forms.put("UTF-16", text -> text.getBytes(StandardCharsets.UTF_16));
        return forms;
    }

    @Test
    void nothingThatIsFoundIsStopped() throws Exception {
        TestingFilter filter = new TestingFilter(folder);
        Map<String, String> texts = new LinkedHashMap<>();
        List<Rule> certain =
                rules.rules().stream().filter(rule -> !rule.generic()).toList();
        for (Rule rule : certain) {
            for (String description : rule.examples().yes()) {
                String example = rule.example(description, random);
                for (Map.Entry<String, Function<String, byte[]>> form : someForms()) {
                    byte[] text = form.getValue().apply(example);
                    if (finds(text)) {
                        texts.put(filter.add(text), rule.id() + ", " + form.getKey());
                    }
                }
            }
        }
        assertThat(texts.size()).isGreaterThan(2 * certain.size());
        List<String> stopped = filter.stopped().stream()
                .map(name -> texts.getOrDefault(name, name))
                .toList();
        assertThat(stopped).isEmpty();
    }

    @Test
    void whatManyFilesHoldIsStopped() throws IOException {
        TestingFilter filter = new TestingFilter(folder);
        List<String> harmless = new ArrayList<>();
        harmless.add("import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBeanFactory;\n");
        harmless.add("commit 9fceb02d0ae598e95dc970b74767f19372d61af8\n");
        harmless.add("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n");
        harmless.add("\"integrity\": \"sha512-" + base64(randomBytes(64)) + "\",\n");
        harmless.add("h1:" + base64(randomBytes(32)) + "=\n");
        harmless.add("password = System.getenv(\"PASSWORD\");\nString token = request.token();\n");
        harmless.add("curl -X POST \\\n  -H 'x: y' \\\n  http://localhost:8080/a%20b?c=d\n");
        harmless.add("3f2504e0-4f89-11d3-9a0c-0305e82c3301 café — über\n");
        for (String text : harmless) {
            filter.add(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(filter.stopped()).hasSize(harmless.size());
    }

    /** The plain form and a few of the others, other ones each time. */
    private List<Map.Entry<String, Function<String, byte[]>>> someForms() {
        List<Map.Entry<String, Function<String, byte[]>>> all = new ArrayList<>(forms().entrySet());
        Map.Entry<String, Function<String, byte[]>> plain = all.remove(0);
        Collections.shuffle(all, random);
        all.add(0, plain);
        return all.subList(0, FORMS);
    }

    private boolean finds(byte[] text) {
        AtomicBoolean found = new AtomicBoolean();
        matching.match(text, text.length, new Matching.Found() {
            @Override
            public void allowed() {}

            @Override
            public void match(Match match) {
                found.set(found.get() || !match.rule().generic());
            }
        });
        return found.get();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(String text, String how) {
        int at = text.length() * 2 / 3;
        return bytes("x = \"" + text.substring(0, at) + how + text.substring(at) + "\"");
    }

    private static String base85(byte[] bytes) {
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 4 <= bytes.length; at += 4) {
            long group = ByteBuffer.wrap(bytes, at, 4).getInt() & 0xffffffffL;
            for (long unit = 85L * 85 * 85 * 85; unit > 0; unit /= 85) {
                text.append(alphabet.charAt((int) (group / unit % 85)));
            }
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] base64Between(String before, String text) {
        return bytes(base64(
                ("\u00fe".repeat(24) + before + text + "\u00fe".repeat(24)).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] inLines(String text, int width) {
        return Base64.getMimeEncoder(width, bytes("\n  ")).encode(bytes(text));
    }

    private static byte[] broken(String text, String how) {
        int at = text.length() / 2;
        return bytes(text.substring(0, at) + how + text.substring(at));
    }

    private static String each(String text, String form) {
        return text.chars()
                .mapToObj(character -> String.format(Locale.ROOT, form, character))
                .collect(Collectors.joining());
    }
}
