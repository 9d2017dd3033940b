package dev.keyturn.source.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.source.github.Clones.CloneFailedException;
import dev.keyturn.source.github.GithubOrganisation.Selection;
import dev.keyturn.source.github.TestingGithub.Refusal;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubOrganisationTest {
    private static final Selection USUAL = new Selection(false, false);

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private GitSandbox sandbox;
    private TestingGithub github;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        github = new TestingGithub(sandbox, folder.resolve("hosted"));
    }

    @AfterEach
    void tearDown() {
        github.close();
    }

    private GithubOrganisation organisation(String name, @Nullable Secret token) {
        RateLimits limits = new RateLimits(Duration.ofMinutes(10), pauses::add, told::add);
        return new GithubOrganisation(name, github.api(), token, limits);
    }

    private List<String> names(Selection selection) throws Complaint {
        return organisation("acme", null).repositories(selection).stream()
                .map(HostedRepository::name)
                .toList();
    }

    @Test
    void everyPageIsListedWithoutForksAndArchives() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            github.empty(name);
        }
        github.fork("d");
        github.archived("e");
        assertThat(names(USUAL)).containsExactly("acme/a", "acme/b", "acme/c");
        assertThat(names(new Selection(true, true))).contains("acme/d", "acme/e");
        assertThat(github.requests()).allMatch(request -> request.startsWith("GET /api/v3/orgs/acme"));
    }

    @Test
    void aRateLimitIsWaitedForAndTold() throws Exception {
        github.empty("a");
        github.refuse(new Refusal(429, Map.of("Retry-After", "7")));
        github.refuse(new Refusal(
                403,
                Map.of(
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Limit",
                        "60",
                        "X-RateLimit-Reset",
                        Long.toString(Instant.now().getEpochSecond() + 300))));
        assertThat(names(USUAL)).containsExactly("acme/a");
        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(302));
        assertThat(told).hasSize(2).first().isEqualTo("GitHub asks to wait 7 s (rate limit)");
    }

    @Test
    void aLongerWaitThanAgreedIsRefused() {
        github.refuse(new Refusal(403, Map.of("Retry-After", "3000")));
        assertThatThrownBy(() -> names(USUAL)).isInstanceOfSatisfying(Complaint.class, complaint -> {
            assertThat(complaint.what()).isEqualTo("GitHub's rate limit is used up for another 50 min");
            assertThat(complaint.advice()).contains("--max-wait");
        });
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatCannotBeListedIsSaidInWords() throws IOException {
        assertThatThrownBy(() -> organisation("nobody", null).repositories(USUAL))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("no organisation 'nobody'");
        github.demand(LeakOracle.declare(UUID.randomUUID().toString()));
        assertThatThrownBy(() -> names(USUAL)).hasMessageContaining("does not accept the token (HTTP 401)");
        github.refuse(new Refusal(500, Map.of()));
        assertThatThrownBy(() -> names(USUAL)).hasMessageContaining("HTTP 500");
        github.close();
        assertThatThrownBy(() -> names(USUAL)).isInstanceOf(Complaint.class).hasMessageContaining("nothing answers at");
    }

    @Test
    @RevealsPlaintext("the server compares the token")
    void aPrivateRepositoryIsClonedWithTheTokenAndTheTokenIsNowhere() throws Exception {
        Path work = sandbox.repository(folder.resolve("work"));
        sandbox.git(work, "push", "-q", github.empty("secret").toString(), "main", "main:refs/pull/1/head");
        Secret token = Secret.of(LeakOracle.declare(UUID.randomUUID().toString()));
        github.demand(token.reveal());
        HostedRepository hosted =
                organisation("acme", token).repositories(USUAL).get(0);
        Path clone;
        try (Clones clones = new Clones(token)) {
            clone = clones.clone(hosted);
            LeakOracle.watchDirectory(clone);
            assertThat(sandbox.git(clone, "for-each-ref", "--format=%(refname)"))
                    .isEqualTo("refs/heads/main\nrefs/pull/1/head");
            assertThat(Files.readString(clone.resolve("config")).contains(token.reveal()))
                    .isFalse();
        } finally {
            LeakOracle.forget(folder.toString());
        }
        assertThat(clone).doesNotExist();
        assertThat(clone.getParent()).doesNotExist();
        assertThat(github.requests()).noneMatch(request -> request.contains(token.reveal()));
    }

    @Test
    void aRepositoryThatIsGoneOrNotOursFailsInWords() throws Exception {
        github.gone("lost");
        HostedRepository lost = organisation("acme", null).repositories(USUAL).get(0);
        try (Clones clones = new Clones(null)) {
            assertThatThrownBy(() -> clones.clone(lost))
                    .isInstanceOf(CloneFailedException.class)
                    .hasMessageStartingWith("could not be cloned: ");
        }
        github.demand(LeakOracle.declare(UUID.randomUUID().toString()));
        try (Clones clones =
                new Clones(Secret.of(LeakOracle.declare(UUID.randomUUID().toString())))) {
            assertThatThrownBy(() -> clones.clone(lost))
                    .isInstanceOf(CloneFailedException.class)
                    .hasMessageContaining("not authorized");
        }
    }
}
