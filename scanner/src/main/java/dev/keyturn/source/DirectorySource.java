package dev.keyturn.source;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.concurrent.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Files and directories as they are on disk, {@code .git} left out. Links are not followed, but where they point is
 * looked at, as are names.
 */
public final class DirectorySource implements Source {
    private static final int LARGE = 32 << 20;
    private static final int BATCH = 16;

    private final List<Path> starts;

    public DirectorySource(List<Path> starts) {
        this.starts = List.copyOf(starts);
    }

    @Override
    public void read(Sink sink) throws Complaint {
        List<Path> files = new ArrayList<>();
        for (Path start : starts) {
            if (!Files.exists(start, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                throw new Complaint(start + " does not exist", "check the path");
            }
            walk(start, files, sink);
        }
        if (files.isEmpty()) {
            String places =
                    String.join(", ", starts.stream().map(Path::toString).toList());
            throw new NothingToScan("there are no files in " + places, "check the path, or give --allow-empty");
        }
        files.sort(null);
        Workers.run(files, BATCH, () -> file -> read(file, sink));
    }

    private static void walk(Path start, List<Path> files, Sink sink) throws Complaint {
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean git = directory.endsWith(".git") && !directory.equals(start);
                    return git ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    sink.skip(new Skipped(file.toString(), Reasons.of(failure)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new Complaint(start + " cannot be listed: " + Reasons.of(e), "check its permissions");
        }
    }

    private void read(Path file, Sink sink) {
        String name = file.toString().replace('\\', '/');
        text(name, Place.Kind.FILE_NAME, name, sink);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                text(name, Place.Kind.CONTENT, Files.readSymbolicLink(file).toString(), sink);
            } else if (!attributes.isRegularFile()) {
                sink.skip(new Skipped(name, "neither a file, a link nor a directory"));
            } else {
                content(file, name, attributes.size(), sink);
            }
        } catch (IOException e) {
            sink.skip(new Skipped(name, Reasons.of(e)));
        } catch (RuntimeException e) {
            sink.skip(Skipped.byFault(name, e));
        }
    }

    private static void content(Path file, String name, long size, Sink sink) throws IOException {
        Place place = new Place(null, Place.Kind.CONTENT, name, 1, null);
        if (size > LARGE) {
            try (InputStream stream = Files.newInputStream(file)) {
                sink.stream(name, place, stream);
            }
        } else {
            byte[] bytes = Files.readAllBytes(file);
            sink.tally().bytes.add(bytes.length);
            sink.piece(new Piece(name, place, bytes, bytes.length, 1));
            if (LargeFilePointer.target(bytes, bytes.length) != null) {
                sink.skip(new Skipped(name, "a pointer of git LFS: its content is not here (git lfs pull brings it)"));
            }
        }
        sink.tally().blobs.increment();
    }

    private static void text(String name, Place.Kind kind, String text, Sink sink) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.piece(new Piece(name, new Place(null, kind, name, 1, null), bytes, bytes.length, 1));
    }
}
