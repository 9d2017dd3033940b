package dev.keyturn.source.github;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * What happens when GitHub says "not so fast" (403 or 429): it is told, waited for as long as the answer says, and asked
 * again, unless that is longer than a person agreed to.
 *
 * <p>The answer says it in seconds ({@code Retry-After}), or as a moment of the server's clock ({@code
 * X-RateLimit-Reset}, seconds since 1970, to be compared with its {@code Date}).
 */
final class RateLimits {
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final Duration longest;
    private final Pause pause;
    private final Consumer<String> tell;

    RateLimits(Duration longest, Pause pause, Consumer<String> tell) {
        this.longest = longest;
        this.pause = pause;
        this.tell = tell;
    }

    GitHubBuilder obeyedBy(GitHubBuilder builder) {
        return builder.withRateLimitHandler(new GitHubRateLimitHandler() {
                    @Override
                    public void onError(GitHubConnectorResponse response) throws IOException {
                        obey(response);
                    }
                })
                .withAbuseLimitHandler(new GitHubAbuseLimitHandler() {
                    @Override
                    public void onError(GitHubConnectorResponse response) throws IOException {
                        obey(response);
                    }
                });
    }

    private void obey(GitHubConnectorResponse response) throws IOException {
        Duration wait = wait(response);
        if (wait.compareTo(longest) > 0) {
            throw new RateLimitedException(wait);
        }
        tell.accept("GitHub asks to wait " + words(wait) + " (rate limit)");
        try {
            pause.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for GitHub");
        }
    }

    private static Duration wait(GitHubConnectorResponse response) {
        Optional<Duration> asked = number(response, "Retry-After").map(Duration::ofSeconds);
        Optional<Duration> reset = number(response, "X-RateLimit-Reset")
                .map(second -> Duration.between(now(response), Instant.ofEpochSecond(second + 1)));
        Duration wait = asked.or(() -> reset).orElse(UNSAID);
        return wait.isNegative() ? Duration.ofSeconds(1) : wait;
    }

    private static Optional<Long> number(GitHubConnectorResponse response, String header) {
        return Optional.ofNullable(response.header(header))
                .filter(value -> value.matches("\\d{1,12}"))
                .map(Long::valueOf);
    }

    private static Instant now(GitHubConnectorResponse response) {
        try {
            return ZonedDateTime.parse(String.valueOf(response.header("Date")), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    static String words(Duration wait) {
        return wait.toMinutes() < 2 ? wait.toSeconds() + " s" : wait.toMinutes() + " min";
    }

    /** The wait would be longer than agreed. */
    static final class RateLimitedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Duration wait;

        RateLimitedException(Duration wait) {
            super("GitHub's rate limit is used up for another " + words(wait));
            this.wait = wait;
        }

        Duration askedFor() {
            return wait;
        }
    }
}
