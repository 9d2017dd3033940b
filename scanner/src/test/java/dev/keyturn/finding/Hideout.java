package dev.keyturn.finding;

import dev.keyturn.hook.GitSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository in which a key is to be hidden. */
record Hideout(GitSandbox sandbox, Path repository) {
    static Hideout in(Path folder) throws IOException {
        GitSandbox sandbox = new GitSandbox(folder);
        return new Hideout(sandbox, sandbox.repository(folder.resolve("repository")));
    }

    String git(String... arguments) {
        return sandbox.git(repository, arguments);
    }

    void write(String name, byte[] content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    void commitFile(String name, String content) throws IOException {
        commitFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void commitFile(String name, byte[] content) throws IOException {
        write(name, content);
        commit();
    }

    void commit() {
        git("add", "--all");
        git("commit", "-q", "--no-verify", "-m", "change");
    }
}
