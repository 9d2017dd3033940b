package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions about a repository that the installed git answers: where it will look for hooks is its own knowledge. */
final class Git {
    /** What a git that runs us as a hook sets, and what would turn an answer about one repository into another's. */
    private static final Set<String> OF_ANOTHER_REPOSITORY = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_PREFIX",
            "GIT_NAMESPACE");

    private record Answer(int exitCode, String output, String complaint) {}

    private final Path directory;
    private final Map<String, String> environment;

    /** Asks from inside a directory, in the environment of whoever asks us. */
    Git(Path directory, Map<String, String> environment) {
        this.directory = directory.toAbsolutePath();
        this.environment = environment;
    }

    /**
     * The one line that a command prints.
     *
     * @throws Complaint with git's own words, if it fails
     */
    String line(String... arguments) throws Complaint {
        Answer answer = ask(arguments);
        if (answer.exitCode != 0) {
            throw new Complaint(
                    "git says of " + directory + ": " + answer.complaint.strip(),
                    "give the repository with --repo, or run this inside it");
        }
        return answer.output.stripTrailing();
    }

    /** The one line that a command prints, or nothing if it fails or prints nothing. */
    Optional<String> tryLine(String... arguments) throws Complaint {
        Answer answer = ask(arguments);
        return answer.exitCode == 0
                ? Optional.of(answer.output.stripTrailing()).filter(line -> !line.isEmpty())
                : Optional.empty();
    }

    private Answer ask(String... arguments) throws Complaint {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().keySet().removeAll(OF_ANOTHER_REPOSITORY);
        builder.environment().put("LC_ALL", "C");
        try {
            return read(builder.start());
        } catch (IOException e) {
            throw new Complaint("git cannot be run", "install it, or put it on the PATH");
        }
    }

    private static Answer read(Process process) throws IOException, Complaint {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Answer(process.waitFor(), output, complaint);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Complaint("interrupted while git was asked", "run it again");
        }
    }
}
