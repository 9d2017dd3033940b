package dev.keyturn.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.observation.Repositories;
import dev.keyturn.observation.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scanner, as the rotator starts it, over a real repository. */
@Timeout(120)
class RepositorySearchIT {
    @TempDir
    Path home;

    @Test
    void whatWasEverCommittedIsFoundAndWhatWasNotIsNot() throws Exception {
        ApiKey committed = key();
        ApiKey other = key();
        commit(committed);
        try (Repositories repositories = new Repositories(List.of(
                new Repository(home.resolve("repository"), Installation.launcher()),
                new Repository(home.resolve("nowhere"), Installation.launcher())))) {
            List<String> found = search(repositories, committed);
            assertThat(found).hasSize(2);
            assertThat(found.get(0)).startsWith("hard-coded in ").endsWith("repository: ingestor.properties");
            assertThat(found.get(1)).contains("nowhere could not be searched: ");
            assertThat(search(repositories, other)).hasSize(1);
        }
    }

    private static ApiKey key() {
        return ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
    }

    private static List<String> search(Repositories repositories, ApiKey key) {
        UUID id = UUID.randomUUID();
        return Loop.await(Duration.ofSeconds(60), () -> repositories.holding(id, () -> Optional.of(key.fingerprint())));
    }

    @RevealsPlaintext("commits a key, as people do")
    private void commit(ApiKey key) throws Exception {
        Files.createDirectories(home.resolve("repository"));
        Files.writeString(home.resolve("repository/ingestor.properties"), "key=" + key.reveal() + "\n");
        Installation.Result result = new Installation(home).run("""
                cd repository; git init -q; git add .; git commit -qm 'Configure the ingestor'
                git rm -q ingestor.properties; git commit -qm 'Remove the configuration'
                """, 60);
        assertThat(result.exit()).isZero();
    }
}
