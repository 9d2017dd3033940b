package dev.keyturn.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.git.RangeSource.Tip;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingTest {
    private static final String ZEROS = "0".repeat(40);
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("project"));
    }

    private Incoming pushed(String... lines) throws Complaint {
        return Incoming.pushed(repository, "origin", List.of(lines), sandbox.environment());
    }

    @Test
    void everyLineCountsAndDeletionsAddNothing() throws Exception {
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        Incoming incoming = pushed(
                "refs/heads/a " + A + " refs/heads/a " + ZEROS,
                "(delete) " + ZEROS + " refs/heads/gone " + head,
                "HEAD~1 " + B + " refs/heads/b " + head,
                "");
        assertThat(incoming)
                .isEqualTo(new Incoming(
                        List.of(new Tip("refs/heads/a", A, true), new Tip("refs/heads/b", B, false)), List.of(head)));
        assertThat(pushed("(delete) " + ZEROS + " refs/heads/gone " + B).isNothing())
                .isTrue();
        assertThat(pushed().isNothing()).isTrue();
    }

    @Test
    void whatTheRemoteWasLastSeenToHaveIsKnown() throws Exception {
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.git(repository, "update-ref", "refs/remotes/origin/main", head);
        sandbox.git(repository, "commit", "-q", "--allow-empty", "-m", "Elsewhere");
        sandbox.git(repository, "update-ref", "refs/remotes/origin2/main", "HEAD");
        assertThat(pushed("refs/heads/a " + A + " refs/heads/a " + ZEROS).known())
                .containsExactly(head);
    }

    @Test
    void theFrameworksVariablesStandInForItsInput() throws Exception {
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.environment().put("PRE_COMMIT", "1");
        assertThat(pushed()).isEqualTo(new Incoming(List.of(new Tip("HEAD", "HEAD", true)), List.of()));
        sandbox.environment().put("PRE_COMMIT_LOCAL_BRANCH", "refs/heads/main");
        assertThat(pushed())
                .isEqualTo(new Incoming(List.of(new Tip("refs/heads/main", "refs/heads/main", true)), List.of()));
        sandbox.environment().putAll(Map.of("PRE_COMMIT_FROM_REF", head, "PRE_COMMIT_TO_REF", B));
        assertThat(pushed()).isEqualTo(new Incoming(List.of(new Tip("refs/heads/main", B, false)), List.of(head)));
    }

    @Test
    void aServerKnowsWhatItsRefsReach() throws Exception {
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.git(repository, "update-ref", "refs/hidden/x", head);
        sandbox.git(repository, "tag", "-a", "-m", "A tag", "v1");
        sandbox.git(repository, "tag", "file", sandbox.git(repository, "hash-object", "README"));
        Incoming incoming = Incoming.received(
                repository,
                List.of(ZEROS + " " + A + " refs/heads/new", B + " " + ZEROS + " refs/heads/gone"),
                sandbox.environment());
        assertThat(incoming.added()).containsExactly(new Tip("refs/heads/new", A, true));
        assertThat(incoming.known()).contains(head).hasSize(3);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> pushed("--upload-pack=x " + A + " b")).isInstanceOf(Complaint.class);
        assertThatThrownBy(() -> Incoming.received(repository, List.of("main"), sandbox.environment()))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("pre-receive");
    }
}
