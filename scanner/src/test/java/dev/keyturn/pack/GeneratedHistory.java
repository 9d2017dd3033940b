package dev.keyturn.pack;

import dev.keyturn.hook.GitSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** A history of a few files that change a little in every commit, made from a seed by {@code git fast-import}. */
public final class GeneratedHistory {
    private static final int FILES = 6;

    private final Random random;
    private final Function<Random, String> lines;
    private final List<List<String>> files = new ArrayList<>();
    private final StringBuilder stream = new StringBuilder();

    private GeneratedHistory(long seed, Function<Random, String> lines) {
        this.random = new Random(seed);
        this.lines = lines;
        for (int file = 0; file < FILES; file++) {
            files.add(new ArrayList<>());
        }
    }

    /**
     * Adds it to a repository, on a branch of its own, with every version of every file.
     *
     * @param lines makes a line of ASCII, without its end
     */
    public static void in(GitSandbox sandbox, Path repository, long seed, Function<Random, String> lines) {
        GeneratedHistory history = new GeneratedHistory(seed, lines);
        for (int commit = 0; commit < 120; commit++) {
            history.commit("refs/heads/generated-" + seed, commit);
        }
        GitSandbox.Outcome outcome =
                sandbox.run(repository, history.stream.toString(), List.of("git", "fast-import", "--quiet"));
        if (!outcome.succeeded()) {
            throw new IllegalStateException("git fast-import failed: " + outcome.output());
        }
    }

    private void commit(String branch, int number) {
        write("commit " + branch + "\ncommitter A <a@example.org> " + (1_700_000_000 + number) + " +0000\n");
        data("change " + number + "\n");
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int file = random.nextInt(FILES);
            edit(files.get(file));
            write("M 100644 inline folder" + file % 2 + "/file" + file + ".txt\n");
            data(String.join("\n", files.get(file)) + "\n");
        }
    }

    private void edit(List<String> file) {
        int at = file.isEmpty() ? 0 : random.nextInt(file.size());
        int count = Math.min(file.size() - at, random.nextInt(4));
        switch (file.size() < 40 ? 0 : random.nextInt(4)) {
            case 0, 1 -> {
                for (int i = random.nextInt(30); i >= 0; i--) {
                    file.add(at, lines.apply(random));
                }
            }
            case 2 -> file.subList(at, at + count).clear();
            default -> {
                List<String> moved = new ArrayList<>(file.subList(at, at + count));
                file.subList(at, at + count).clear();
                file.addAll(random.nextInt(file.size() + 1), moved);
            }
        }
    }

    private void data(String content) {
        write("data " + content.length() + "\n" + content + "\n");
    }

    private void write(String text) {
        stream.append(text);
    }
}
