package dev.keyturn.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * {@code docs/runbooks.md}, which the build puts beside the templates, taken apart: sections of paragraphs and of steps,
 * whose text has {@code code} between backticks.
 */
record Runbooks(List<Section> sections) {
    private static final String FILE = "/docs/runbooks.md";

    /**
     * What to do about one reason.
     *
     * @param id as a rotation names it
     */
    record Section(String id, List<List<Word>> paragraphs, List<List<Word>> steps) {
        public String title() {
            String words = id.replace('_', ' ');
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }

    /** A stretch of text. */
    record Word(String text, boolean code) {}

    static Runbooks read() {
        try (InputStream file = Objects.requireNonNull(Runbooks.class.getResourceAsStream(FILE), FILE)) {
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Runbooks of(String text) {
        List<Section> sections = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("## ")) {
                sections.add(new Section(line.substring(3).strip(), new ArrayList<>(), new ArrayList<>()));
            } else if (!line.isBlank() && !sections.isEmpty()) {
                Section section = sections.get(sections.size() - 1);
                if (line.matches("\\d+\\. .*")) {
                    section.steps.add(words(line.substring(line.indexOf(' ') + 1)));
                } else {
                    section.paragraphs.add(words(line));
                }
            }
        }
        return new Runbooks(sections);
    }

    /** Every second piece between backticks is code. */
    private static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        String[] pieces = line.replace("**", "").split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (!pieces[i].isEmpty()) {
                words.add(new Word(pieces[i], i % 2 == 1));
            }
        }
        return words;
    }
}
