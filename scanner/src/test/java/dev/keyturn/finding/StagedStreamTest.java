package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.StagedSource;
import dev.keyturn.source.git.StagedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from git's output is what the index itself says. */
@RevealsPlaintext("stages generated keys")
class StagedStreamTest {
    private static final String GIT_SAYS = """
            staged=$(git -c core.quotePath=false diff-index --cached --raw --no-abbrev --no-renames HEAD)
            printf '%s\\n\\n' "$staged"
            { printf '%s\\n' "$staged" | cut -d ' ' -f 4; printf '%s\\n' "$staged" | cut -d ' ' -f 3; } |
                git cat-file --batch --buffer
            """;

    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("project"));
    }

    private static String key() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();
    }

    private void write(String file, String text) throws IOException {
        GitSandbox.write(repository.resolve(file), text);
    }

    private static List<String> found(Source source) throws Complaint {
        Scan scan = new Scan(Rules.builtIn(), Identities.none(), Acceptance.ofComments());
        try (source) {
            scan.read(source);
        }
        return scan.outcome().findings().stream()
                .flatMap(finding -> finding.places().stream()
                        .map(place -> finding.secret() + " " + place.kind() + " " + place.file() + ":" + place.line()))
                .sorted()
                .toList();
    }

    private byte[] gitSays() throws IOException {
        return sandbox.bytes(repository, "sh", "-c", GIT_SAYS);
    }

    private List<String> streamed() throws IOException, Complaint {
        return found(new StagedStream(new ByteArrayInputStream(gitSays())));
    }

    @Test
    void bothFindTheSame() throws Exception {
        String kept = key();
        String moved = key();
        write("kept", "a\n" + kept + "\n");
        write("moved", moved + "\n");
        write("gone", "nothing\n");
        sandbox.git(repository, "add", ".");
        sandbox.git(repository, "commit", "-q", "-m", "Before");
        write("kept", "a\nb\n" + kept + "\n" + key() + "\n");
        Files.move(repository.resolve("moved"), repository.resolve("elsewhere"));
        Files.delete(repository.resolve("gone"));
        String twice = key();
        write("one", twice);
        write("a \"quoted\" \\ name\tand\nmore/ü-" + key(), twice);
        Files.createSymbolicLink(repository.resolve("link"), Path.of("/srv/" + key()));
        Files.writeString(repository.resolve("wide"), "x\n" + key(), StandardCharsets.UTF_16LE);
        write("large", "line of text, nothing else\n".repeat(1_400_000) + key());
        sandbox.git(repository, "add", "--all");
        assertThat(streamed()).hasSize(7).isEqualTo(found(new StagedSource(GitRepository.at(repository))));
    }

    @Test
    void anObjectThatIsNotThereIsNamed() throws Exception {
        write("file", "text\n");
        sandbox.git(repository, "add", ".");
        String id = sandbox.git(repository, "rev-parse", ":file");
        Files.delete(repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        Scan scan = new Scan(Rules.builtIn(), Identities.none(), Acceptance.ofComments());
        scan.read(new StagedStream(new ByteArrayInputStream(gitSays())));
        assertThat(scan.outcome().skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.name()).contains("file", id));
    }

    @Test
    void whatEndsTooEarlyIsAComplaint() throws Exception {
        write("file", "text\n".repeat(100));
        sandbox.git(repository, "add", ".");
        byte[] all = gitSays();
        byte[] half = java.util.Arrays.copyOf(all, all.length / 2);
        StagedStream cut = new StagedStream(new ByteArrayInputStream(half));
        Scan scan = new Scan(Rules.builtIn(), Identities.none(), Acceptance.ofComments());
        assertThat(org.junit.jupiter.api.Assertions.assertThrows(Complaint.class, () -> scan.read(cut))
                        .what())
                .contains("cannot be read");
    }
}
