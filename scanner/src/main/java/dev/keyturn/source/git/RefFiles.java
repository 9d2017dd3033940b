package dev.keyturn.source.git;

import dev.keyturn.source.Skipped;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Reads refs that are files, packed or each by itself. What lies between them and is none is named, and stops nothing. */
final class RefFiles {
    private static final int LONGEST = 4096;
    private static final String SYMBOLIC = "ref: ";
    private static final List<String> BESIDE =
            List.of("HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_HEAD");

    private final Path gitDirectory;
    private final Path common;
    private final Consumer<Skipped> gaps;
    private final Map<String, ObjectId> refs = new TreeMap<>();
    private final Map<String, String> symbolic = new TreeMap<>();

    RefFiles(Path gitDirectory, Path common, Consumer<Skipped> gaps) {
        this.gitDirectory = gitDirectory;
        this.common = common;
        this.gaps = gaps;
    }

    /** Each ref with the object that it names; one that names another ref counts, but for the HEAD of a remote. */
    Map<String, ObjectId> read() {
        packed(common.resolve("packed-refs"));
        loose(common, "");
        if (!gitDirectory.equals(common)) {
            loose(gitDirectory, "worktrees/" + gitDirectory.getFileName() + "/");
        }
        Map<String, ObjectId> all = new LinkedHashMap<>(refs);
        symbolic.forEach((name, target) -> all.computeIfAbsent(name, any -> refs.get(target)));
        for (String name : BESIDE) {
            ObjectId id = idIn(SmallFile.text(gitDirectory.resolve(name), LONGEST));
            if (id != null) {
                all.put(name, id);
            }
        }
        return all;
    }

    private void packed(Path file) {
        if (SmallFile.isTrap(file)) {
            gaps.accept(new Skipped("packed-refs", "not a file: its refs were not read"));
        }
        if (!Files.isRegularFile(file)) {
            return;
        }
        long strange = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                strange += packedLine(line) ? 0 : 1;
            }
        } catch (IOException e) {
            strange++;
        }
        if (strange > 0) {
            gaps.accept(new Skipped("packed-refs", "damaged: not every ref could be read (see git fsck)"));
        }
    }

    private boolean packedLine(String line) {
        if (line.length() > 41 && line.charAt(40) == ' ' && ObjectId.isId(line.substring(0, 40))) {
            byte[] name = line.substring(41).getBytes(StandardCharsets.ISO_8859_1);
            refs.put(new String(name, StandardCharsets.UTF_8), ObjectId.fromString(line.substring(0, 40)));
            return true;
        }
        return line.startsWith("#") || line.startsWith("^");
    }

    private void loose(Path directory, String prefix) {
        Path top = directory.resolve("refs");
        if (!Files.isDirectory(top)) {
            return;
        }
        try {
            Path real = top.toRealPath();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    looseRef(prefix + "refs/" + real.relativize(file), file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    gaps.accept(new Skipped(prefix + "refs/" + real.relativize(file), "a ref that cannot be read"));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            gaps.accept(new Skipped(prefix + "refs", "not every ref could be read"));
        }
    }

    private void looseRef(String name, Path file) {
        if (SmallFile.isTrap(file)) {
            gaps.accept(new Skipped(name, "neither a file nor a directory: not read as a ref"));
            return;
        }
        String text = SmallFile.text(file, LONGEST);
        ObjectId id = idIn(text);
        if (id != null) {
            refs.put(name, id);
        } else if (text.startsWith(SYMBOLIC) && !name.endsWith("/HEAD")) {
            symbolic.put(name, text.substring(SYMBOLIC.length()).strip());
        }
    }

    private static @Nullable ObjectId idIn(String text) {
        String first = text.length() < 40 ? "" : text.substring(0, 40);
        return ObjectId.isId(first) ? ObjectId.fromString(first) : null;
    }
}
