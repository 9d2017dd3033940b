package dev.keyturn.cli;

import dev.keyturn.report.Style;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tells a terminal from a pipe or a file, and what it can show. */
final class Terminal {
    private static final int NARROWEST = 60;
    private static final int USUAL = 80;
    private static final int WIDEST = 160;

    private Terminal() {}

    /** Whether a file descriptor (1: results, 2: everything else) is a terminal. */
    static boolean isOne(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            Path target = Files.readSymbolicLink(link);
            return target.startsWith("/dev/pts") || target.toString().matches("/dev/(tty|console).*");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** How results look: coloured and as wide as the terminal, unless they go elsewhere or nobody wants colour. */
    static Style style(Map<String, String> environment) {
        if (!isOne(1)) {
            return width(environment.get("COLUMNS")) > 0
                    ? new Style(false, within(width(environment.get("COLUMNS"))))
                    : Style.plain();
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(colour, columns(environment));
    }

    /** Columns of the terminal: as {@code COLUMNS} says, else as it says itself, else what terminals have always had. */
    static int columns(Map<String, String> environment) {
        int told = width(environment.get("COLUMNS"));
        int columns = told > 0 ? told : asked();
        return columns > 0 ? within(columns) : USUAL;
    }

    private static int within(int columns) {
        return Math.max(NARROWEST, Math.min(WIDEST, columns));
    }

    private static int width(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 0;
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("/bin/stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return width(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
