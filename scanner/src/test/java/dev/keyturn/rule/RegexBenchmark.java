package dev.keyturn.rule;

import com.google.re2j.Pattern;
import dev.keyturn.regex.Expression;
import dev.keyturn.regex.Span;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** {@code RegexBenchmark FILE}: all expressions of the rules over the first 400 kB, by each of three engines. */
final class RegexBenchmark {
    private RegexBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        byte[] text = Arrays.copyOf(Files.readAllBytes(Path.of(arguments[0])), 400_000);
        String characters = new String(text, StandardCharsets.ISO_8859_1);
        List<String> sources = Rules.builtIn().rules().stream()
                .filter(rule -> rule.detection().regex() != null && !rule.generic())
                .map(rule -> Objects.requireNonNull(rule.detection().regex()).toString())
                .toList();
        for (int round = 0; round < 2; round++) {
            measure("ours", sources, text.length, source -> ours(source, text));
            measure("java.util.regex", sources, text.length, source -> count(source, characters));
            measure("RE2/J", sources, text.length, source -> re2j(source, text));
        }
    }

    private static void measure(String engine, List<String> sources, int length, ToIntFunction<String> matches) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int found = sources.stream().mapToInt(matches).sum();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        System.out.printf(
                Locale.ROOT,
                "%-16s %6.2f ns a byte and expression, %d matches of %d expressions%n",
                engine,
                nanos / (double) length / sources.size(),
                found,
                sources.size());
    }

    private static int ours(String source, byte[] text) {
        Expression expression = Expression.of(source, null).orElseThrow();
        int count = 0;
        Span match = expression.find(new Span(text, 0, text.length, text.length));
        while (match != null) {
            count++;
            match = expression.find(new Span(text, match.to(), text.length, text.length));
        }
        return count;
    }

    private static int re2j(String source, byte[] text) {
        com.google.re2j.Matcher matcher = Pattern.compile(source).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private static int count(String source, String text) {
        return (int)
                java.util.regex.Pattern.compile(source).matcher(text).results().count();
    }
}
