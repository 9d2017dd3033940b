package dev.keyturn.hook;

import dev.keyturn.rule.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The launcher's questions to grep, asked of texts at hand. */
public final class TestingFilter {
    private static final String ALL = """
            cd "$1" && filter=$1 && eval "$(sed -n '/^# ---- the filter/,/^# ---- the short way/p' "$2")"
            export LC_ALL=C
            in_lines() { grep -an "$@" -- *.text | cut -d : -f 1,2; }
            { in_lines -E -f first; in_lines -E -f prefixes; in_lines -F -f literals; } | sort -u > looked-at
            in_lines -E -f certain | sort | comm -12 - looked-at > told
            { in_lines -E -f rough; in_lines -E -f rough85; } | sort -u > looked-at
            in_lines -E -f runs | sort | comm -12 - looked-at >> told
            cut -d : -f 1 told | sort -u > held
            show() { cat "$text"; }
            ls | grep 'text$' | grep -vxF -f held | while read -r text; do may_hold_secret show || echo "$text"; done
            """;

    private final Path folder;
    private final Path launcher = Path.of("..", "keyturn").toAbsolutePath();
    private int texts;

    /** @param folder for what grep is given */
    public TestingFilter(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        new Prefilter(Rules.builtIn()).write(folder);
    }

    /** Adds a text; returns the name by which {@link #stopped} calls it. */
    public String add(byte[] text) throws IOException {
        byte[] shown = text.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] == 0 ? 1 : shown[i];
        }
        String name = String.format("%06d.text", ++texts);
        Files.write(folder.resolve(name), shown);
        return name;
    }

    /** The texts of which grep says that there can be nothing in them. */
    public List<String> stopped() throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", ALL, "sh", folder.toString(), launcher.toString())
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** Adds everything that a repository stores as one text, but trees, and the names of its files. */
    public String addAllOf(GitSandbox sandbox, Path repository) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String objects = sandbox.git(repository, "cat-file", "--batch-all-objects", "--batch-check");
        for (String line : objects.split("\n")) {
            String[] words = line.split(" ");
            if (!words[1].equals("tree")) {
                all.writeBytes(sandbox.bytes(repository, "git", "cat-file", words[1], words[0]));
                all.write('\n');
            }
        }
        all.writeBytes(sandbox.bytes(repository, "git", "ls-tree", "-r", "--name-only", "HEAD"));
        all.writeBytes(sandbox.bytes(repository, "git", "for-each-ref"));
        return add(all.toByteArray());
    }
}
