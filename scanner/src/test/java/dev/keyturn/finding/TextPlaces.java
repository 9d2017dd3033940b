package dev.keyturn.finding;

import static dev.keyturn.finding.HidingPlace.Content.text;

import dev.keyturn.finding.HidingPlace.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shapes of text: where a key stands in it, how its characters are written, and what stands between them. */
final class TextPlaces {
    private TextPlaces() {}

    static List<Content> shapes() {
        return List.of(
                text("a line", key -> "key=" + key + "\n"),
                text("glued to letters before", key -> "prefix" + key),
                text("glued to letters after", key -> key + "suffix123"),
                text("one line of a megabyte", key -> "x".repeat(1 << 20) + key + "y".repeat(1 << 20)),
                text("lines that end in CR only", key -> "a\rb\r" + key + "\rc"),
                text("a mark of UTF-8 before", key -> "\ufeff" + key),
                bytes("between zero bytes", StandardCharsets.US_ASCII, "\0\0\0\0%s\0\0"),
                new Content("the edge between chunks", key -> {
                    byte[] big = new byte[(4 << 20) + 100];
                    byte[] plain = ascii(key);
                    System.arraycopy(plain, 0, big, (4 << 20) - 20, plain.length);
                    return big;
                }),
                new Content("a blob too large to hold", key -> {
                    ByteArrayOutputStream large = new ByteArrayOutputStream();
                    byte[] noise = ascii("line of text, nothing else\n".repeat(9000));
                    while (large.size() < 34 << 20) {
                        large.writeBytes(noise);
                    }
                    large.writeBytes(ascii(key));
                    return large.toByteArray();
                }),
                bytes("UTF-16 with mark", StandardCharsets.UTF_16LE, "\ufeffkey\n%s"),
                bytes("UTF-16 without mark", StandardCharsets.UTF_16LE, "key %s"),
                bytes("UTF-16, big end first", StandardCharsets.UTF_16BE, "key %s"),
                bytes("UTF-16 inside a binary", StandardCharsets.UTF_16LE, "\u1234\ub001\uff00\uff00%s\u0000\u8123"),
                bytes("UTF-32", Charset.forName("UTF-32LE"), "key %s"),
                bytes("UTF-32, big end first", Charset.forName("UTF-32BE"), "key %s"),
                bytes("UTF-16 behind 20 KB of other bytes", StandardCharsets.UTF_16LE, "\u2020".repeat(10_000) + "%s"),
                text("UTF-7", key -> key.replace("_", "+AF8-")),
                text(
                        "UTF-7 of every letter",
                        key -> "+" + EncodedPlaces.base64(key.getBytes(StandardCharsets.UTF_16BE)) + "-"));
    }

    static List<Content> escapes() {
        return List.of(
                text("percent escapes", key -> "https://x.test/?k=" + each(key, "%%%02X")),
                text("percent escapes where needed", key -> "k=" + key.replace("_", "%5F")),
                text("percent escapes of other letters", key -> "k=" + some(key, 'k', "%6b")),
                text("percent escapes twice", key -> "k=" + key.replace("_", "%255F")),
                text("JSON escapes", key -> "{\"k\":\"" + each(key, "\\u%04x") + "\"}"),
                text("JSON escapes where needed", key -> "{\"k\":\"" + key.replace("_", "\\u005f") + "\"}"),
                text("JSON in a JSON string", key -> "\"{\\\"k\\\":\\\"" + key.replace("_", "\\\\u005f") + "\\\"}\""),
                text("JavaScript escapes with braces", key -> "'" + each(key, "\\u{%x}") + "'"),
                text("Python and Go escapes of eight digits", key -> "'" + each(key, "\\U%08x") + "'"),
                text("Python escapes by name", key -> "'" + key.replace("_", "\\N{LOW LINE}") + "'"),
                text("hexadecimal escapes", key -> "k = '" + each(key, "\\x%02x") + "'"),
                text("octal escapes", key -> "k = '" + each(key, "\\%03o") + "'"),
                text("octal escapes where needed", key -> "k = '" + key.replace("_", "\\137") + "'"),
                text("octal escapes of an octal escape", key -> each(each(key, "\\%03o"), "\\%03o")),
                text("percent escapes of entities", key -> each(each(key, "&#%d;"), "%%%02X")),
                text("quoted-printable of entities", key -> each(each(key, "&#%d;"), "=%02X")),
                text("quoted-printable of JSON escapes", key -> each(each(key, "\\u%04x"), "=%02X")),
                text("JSON in JSON in JSON", key -> "\"" + each(key, "\\\\\\\\\\\\\\\\u%04x") + "\""),
                text("style sheet escapes of every letter", key -> each(key, "\\%x ")),
                text("style sheet escapes of six digits", key -> each(key, "\\%06x")),
                text("style sheet escapes", key -> ".a { content: '" + key.replace("_", "\\5f ") + "' }"),
                text("rich text escapes", key -> "{\\rtf1 " + key.replace("_", "\\'5f") + "}"),
                text("decimal HTML entities", key -> "<b>" + each(key, "&#%d;") + "</b>"),
                text("hexadecimal HTML entities", key -> "<b>" + each(key, "&#x%02X;") + "</b>"),
                text("HTML entities with leading zeros", key -> "<b>" + each(key, "&#%07d;") + "</b>"),
                text("named HTML entities", key -> "<b>" + key.replace("_", "&lowbar;") + "</b>"),
                text("entities in entities", key -> "<b>" + key.replace("_", "&amp;#95;") + "</b>"),
                text("quoted-printable characters", key -> "X-Key: " + key.replace("_", "=5F")),
                text("quoted-printable lines", key -> at(key, "=\r\n", 20)),
                text("markdown escapes", key -> key.replace("_", "\\_")),
                text("LaTeX escapes", key -> "\\texttt{" + key.replace("_", "{\\_}") + "}"),
                text("full-width letters", key -> wide(key)));
    }

    static List<Content> pieces() {
        return List.of(
                text(
                        "strings added in Java, JavaScript, Python and Go",
                        key -> "k = \"" + at(key, "\" + \"", 7) + "\";"),
                text("strings added over lines", key -> "k = \"" + at(key, "\"\n        + \"", 5, 18, 30) + "\";"),
                text("strings added with single quotes", key -> "k = '" + at(key, "'+'", 20) + "'"),
                text("strings added within the prefix", key -> "k = \"" + at(key, "\" + \"", 1, 2) + "\";"),
                text("strings added in PHP and Perl", key -> "$k = '" + at(key, "' . '", 12) + "';"),
                text("strings added in SQL", key -> "'" + at(key, "' || '", 12) + "'"),
                text("strings added in Visual Basic", key -> "\"" + at(key, "\" & _\r\n    \"", 12) + "\""),
                text("strings that stand together in C", key -> "\"" + at(key, "\"\n    \"", 12, 25) + "\";"),
                text("strings that stand together, within the prefix", key -> "(\"" + at(key, "\" \"", 2) + "\")"),
                text(
                        "strings added with a comment between",
                        key -> "k = (\"" + at(key, "\" // one's\n + \"", 12, 30) + "\")"),
                text(
                        "strings with a letter before them, in Python, C++ and SQL",
                        key -> "b'" + at(key, "' b'", 12) + "'"),
                text("strings added in OCaml, Haskell and Elixir", key -> "\"" + at(key, "\" ^ \"", 12) + "\""),
                text("a string that is added to a variable", key -> "k = '" + at(key, "'\nk += '", 15) + "'"),
                text("a line that is added to a variable", key -> "K=" + at(key, "\nK+=", 15)),
                text("two variables", key -> "const a = \"" + at(key, "\", b = \"", 20) + "\"; use(a + b)"),
                text("two fields of a JSON object", key -> "{\"a\": \"" + at(key, "\", \"b\": \"", 9) + "\"}"),
                text("two definitions of C", key -> "#define A \"" + at(key, "\"\n#define B \"", 9) + "\""),
                text(
                        "parts with code between them",
                        key -> "a = '" + key.substring(0, 20) + "'\nprint(other)\nb = '" + key.substring(20)
                                + "'\nreturn a + b\n"),
                text("sections of XML", key -> "<![CDATA[" + at(key, "]]><![CDATA[", 5) + "]]>"),
                text("a comment of XML", key -> "<a>" + at(key, "<!-- here -->", 5) + "</a>"),
                text("spaces between all letters", key -> String.join(" ", key.split(""))),
                text("brackets of an expression", key -> key.replace("_", "[_]")),
                text("calls of chr", key -> numbers(key, " & ", "Chr(%d)")),
                text("numbers with a letter behind them", key -> numbers(key, ", ", "%02xh")),
                text("calls of append", key -> "b.append(\"" + at(key, "\").append(\"", 9) + "\")"),
                text("single letters added", key -> "\"" + String.join("\"+\"", key.split("")) + "\""),
                text("an array of letters", key -> "{'" + String.join("', '", key.split("")) + "'}"),
                text("a list of parts", key -> "[\"" + at(key, "\", \"", 10, 30) + "\"].join(\"\")"),
                text("an array of numbers", key -> "new byte[] {" + numbers(key, ", ", "%d") + "}"),
                text("an array of hexadecimal numbers", key -> "{" + numbers(key, ", ", "0x%02x") + "}"),
                text("fromCharCode", key -> "String.fromCharCode(" + numbers(key, ",", "%d") + ")"),
                text(
                        "bits",
                        key -> key.chars()
                                .mapToObj(c -> String.format(Locale.ROOT, "%8s", Integer.toBinaryString(c))
                                        .replace(' ', '0'))
                                .collect(Collectors.joining(" "))),
                text("a continued line", key -> "k=" + at(key, "\\\n", 20)),
                text("a folded line of YAML", key -> "k: >-\n  " + at(key, "\n  ", 22)),
                text("lines of a mail, quoted", key -> "> " + at(key, "\n> ", 22)),
                text("lines of a comment", key -> "# " + at(key, "\n# ", 22)),
                text("a line that wraps behind the first letter", key -> at(key, "\n", 1)),
                text("a line that wraps behind the second letter", key -> at(key, "\n   ", 2)),
                text("a line that wraps at every seventh letter", key -> at(key, "\n", 7, 14, 21, 28, 35, 42)),
                text("a diff", key -> "+" + at(key, "\n+", 22)),
                text("line ends in a JSON string", key -> "\"" + at(key, "\\n", 22) + "\""),
                text("letters without width", key -> at(key, "\u200b", 2, 9, 30)),
                text("soft hyphens", key -> at(key, "\u00ad", 9, 30)),
                text("colours of a terminal", key -> at(key, "\u001b[31m", 4, 30)),
                text("marks of a page", key -> "<code>" + at(key, "</span><span class=\"x\">", 3, 12) + "</code>"),
                text("places to break a line in HTML", key -> at(key, "<wbr>", 6, 20)),
                text("stars and backticks", key -> "`" + at(key, "`**`", 9) + "`"));
    }

    private static Content bytes(String name, Charset charset, String form) {
        return new Content(name, key -> form.replace("%s", key).getBytes(charset));
    }

    /** The key with something put in at some places. */
    static String at(String key, String between, int... places) {
        StringBuilder pieces = new StringBuilder(key);
        for (int i = places.length - 1; i >= 0; i--) {
            pieces.insert(places[i], between);
        }
        return pieces.toString();
    }

    static String each(String key, String form) {
        return numbers(key, "", form);
    }

    private static String numbers(String key, String between, String form) {
        return key.chars()
                .mapToObj(character -> String.format(Locale.ROOT, form, character))
                .collect(Collectors.joining(between));
    }

    private static String some(String key, char which, String form) {
        return key.replaceAll(Pattern.quote(String.valueOf(which)), form);
    }

    private static String wide(String key) {
        return key.chars().mapToObj(c -> Character.toString(c + 0xfee0)).collect(Collectors.joining());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
