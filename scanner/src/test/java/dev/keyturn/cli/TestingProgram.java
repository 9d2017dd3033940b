package dev.keyturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The classes under test as Java starts them soonest, made once for all tests of a JVM: as jars without signatures, with
 * an archive of what one run loads. Folders and signed jars cannot be in such an archive.
 */
final class TestingProgram {
    private static final TestingProgram MADE = make();

    private final List<String> command;

    private TestingProgram(List<String> command) {
        this.command = command;
    }

    /** The words that start the command line; its arguments come behind. */
    static List<String> command() {
        return MADE.command;
    }

    private static TestingProgram make() {
        try {
            Path folder = Files.createTempDirectory("keyturn-program");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            String classPath = classPath(folder);
            String archive = folder.resolve("classes.jsa").toString();
            Process run = new ProcessBuilder(
                            words(classPath, "-XX:ArchiveClassesAtExit=" + archive, "hook", "run", "pre-commit"))
                    .directory(project().toFile())
                    .redirectErrorStream(true)
                    .start();
            run.getInputStream().readAllBytes();
            return new TestingProgram(words(classPath, "-XX:SharedArchiveFile=" + archive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path project() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private static List<String> words(String classPath, String option, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:disable",
                option,
                "-cp",
                classPath,
                Keyturn.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String classPath(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry :
                String.valueOf(System.getProperty("java.class.path")).split(":")) {
            Path path = Path.of(entry);
            Path copy = folder.resolve(jars.size() + ".jar");
            if (Files.exists(path.resolve("dev/keyturn"))) {
                packFolder(path, copy);
                jars.add(copy.toString());
            } else if (isSigned(path)) {
                repack(path, copy);
                jars.add(copy.toString());
            } else if (Files.isRegularFile(path)) {
                jars.add(entry);
            }
        }
        return String.join(":", jars);
    }

    private static boolean isSigned(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().anyMatch(entry -> isSignature(entry.getName()));
        }
    }

    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private static void repack(Path path, Path copy) throws IOException {
        try (JarFile jar = new JarFile(path.toFile());
                JarOutputStream out = open(copy)) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (!isSignature(entry.getName()) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(out, entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private static void packFolder(Path folder, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(folder);
                JarOutputStream out = open(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(out, folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static JarOutputStream open(Path copy) throws IOException {
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy));
        out.setLevel(Deflater.NO_COMPRESSION);
        return out;
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
