package dev.keyturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A checkout with the real launcher and nothing else that is real: sources of one line, a Maven that only writes its
 * call down and copies {@link LaunchedProgram} to where the jars belong, and, where asked for, Javas of any version that
 * only print their arguments.
 */
final class LauncherTree {
    private static final Map<String, String> JARS = Map.of(
            "scanner", "scanner/target/keyturn-scanner-9.9-all.jar",
            "server", "api/server/target/keyturn-api-server-9.9.jar",
            "rotator", "rotator/target/keyturn-rotator-9.9.jar");

    private final Path home;
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    /** What a launch came to. */
    record Launch(int exit, String output, String errors) {}

    LauncherTree(Path scratch) throws IOException {
        home = scratch;
        root = Files.createDirectories(scratch.resolve("a checkout"));
        Files.copy(Path.of("..", "keyturn"), root.resolve("keyturn"));
        writeSources();
        writeJar(scratch.resolve("program.jar"));
        Path tools = linkTools(scratch.resolve("tools"));
        environment.put("PATH", tools.toString());
        environment.put("HOME", scratch.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        writeMaven("""
                for jar in %s; do mkdir -p "${jar%%/*}" && cp "%s" "$jar"; done""".formatted(String.join(" ", JARS.values()), scratch.resolve("program.jar")));
    }

    Path root() {
        return root;
    }

    LauncherTree with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    LauncherTree withThisJava() {
        return with("KEYTURN_JAVA_HOME", System.getProperty("java.home"));
    }

    /** Adds a Java of this version to the home folder, where the launcher looks; returns its own folder. */
    Path addJava(String version) throws IOException {
        Path java = Files.createDirectories(home.resolve(".jdks").resolve(version));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(java.resolve("bin"));
        writeScript(java.resolve("bin/java"), "echo \"java " + version + " $*\"");
        writeScript(java.resolve("bin/javac"), "exit 0");
        return java;
    }

    /** Replaces Maven: what it does after its call is written down. */
    LauncherTree writeMaven(String script) throws IOException {
        writeScript(
                home.resolve("tools/mvn"), "echo \"$*\" >> '" + home.resolve("maven-calls") + "'\nset -e\n" + script);
        return this;
    }

    void removeMaven() throws IOException {
        Files.delete(home.resolve("tools/mvn"));
    }

    List<String> mavenCalls() throws IOException {
        Path calls = home.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Puts built programs into place, newer than every source. */
    LauncherTree built() throws IOException {
        for (String jar : JARS.values()) {
            Path path = root.resolve(jar);
            Files.createDirectories(path.getParent());
            Files.copy(home.resolve("program.jar"), path);
        }
        return this;
    }

    /** Makes a file newer than everything built so far. */
    void touch(String path) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(path), FileTime.from(Instant.now().plusSeconds(2)));
    }

    Launch launch(String... arguments) throws IOException, InterruptedException {
        return finish(start(root, command(root.resolve("keyturn"), arguments)));
    }

    static List<String> command(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    Process start(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Launch finish(Process process) throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            input.write("given".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // the launcher may end without reading its input
        }
        String output = read(process.getInputStream());
        String errors = read(process.getErrorStream());
        return new Launch(process.waitFor(), output, errors);
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private void writeSources() throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>9.9</version>\n</project>\n");
        for (String module : List.of("api/contract", "api/server", "scanner", "rotator")) {
            Path sources = Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.writeString(sources.resolve("A.java"), "class A {}\n");
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>\n");
        }
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LaunchedProgram.class.getName());
        String entry = LaunchedProgram.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = LauncherTree.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    /** A folder of the few standard commands that the launcher may use, so that Maven is there only when a test says. */
    private static Path linkTools(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String tool : List.of(
                "sh",
                "cat",
                "cut",
                "cp",
                "date",
                "dirname",
                "env",
                "find",
                "git",
                "grep",
                "ls",
                "wc",
                "head",
                "ln",
                "mkdir",
                "mv",
                "ps",
                "readlink",
                "rm",
                "sed",
                "sleep",
                "tail",
                "tr")) {
            for (Path directory : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
                if (Files.isExecutable(directory.resolve(tool)) && !Files.exists(folder.resolve(tool))) {
                    Files.createSymbolicLink(folder.resolve(tool), directory.resolve(tool));
                }
            }
        }
        return folder;
    }

    private static void writeScript(Path path, String script) {
        try {
            Files.writeString(path, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
