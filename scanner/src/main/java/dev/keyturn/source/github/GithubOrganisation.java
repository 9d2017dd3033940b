package dev.keyturn.source.github;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHOrganization;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.HttpException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;
import org.kohsuke.github.extras.HttpClientGitHubConnector;

/** An organisation on GitHub, or on a GitHub Enterprise server. */
public final class GithubOrganisation {
    private static final int PAGE = 100;

    /** The JDK's client; a server that is not there is said at once, where the library would log and try again. */
    private static final GitHubConnector PLAIN_FAILURES = new GitHubConnector() {
        private final GitHubConnector jdk = new HttpClientGitHubConnector(HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());

        @Override
        public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
            try {
                return jdk.send(request);
            } catch (SocketException | HttpTimeoutException e) {
                throw new IOException("nothing answers at " + request.url().getAuthority());
            }
        }
    };

    /**
     * Which of an organisation's repositories.
     *
     * @param forks whether those that began as a copy of another one belong to it
     * @param archived whether those that nobody can write to any more belong to it
     */
    public record Selection(boolean forks, boolean archived) {}

    private final String name;
    private final URI api;
    private final @Nullable Secret token;
    private final RateLimits limits;

    /**
     * Knows where to ask, and asks nothing yet.
     *
     * @param name the organisation's, as it stands in addresses
     * @param api {@code https://api.github.com}, or {@code https://<host>/api/v3}
     * @param token null to see only what everybody sees, 60 requests an hour
     * @param longestWait how long a rate limit may hold the scan up
     * @param tell takes sentences for a person
     */
    public GithubOrganisation(
            String name, URI api, @Nullable Secret token, Duration longestWait, Consumer<String> tell) {
        this(name, api, token, new RateLimits(longestWait, Pause.REAL, tell));
    }

    GithubOrganisation(String name, URI api, @Nullable Secret token, RateLimits limits) {
        this.name = name;
        this.api = api;
        this.token = token;
        this.limits = limits;
    }

    /**
     * Its repositories, as far as the token may see them.
     *
     * @throws Complaint if they cannot be listed
     */
    public List<HostedRepository> repositories(Selection selection) throws Complaint {
        try {
            GHOrganization organisation = connect().getOrganization(name);
            List<HostedRepository> repositories = new ArrayList<>();
            for (GHRepository repository : organisation.listRepositories(PAGE)) {
                if (isIn(selection, repository)) {
                    repositories.add(new HostedRepository(
                            repository.getFullName(), URI.create(repository.getHttpTransportUrl())));
                }
            }
            return repositories;
        } catch (GHException e) {
            throw complaint(e.getCause() instanceof IOException cause ? cause : new IOException(e));
        } catch (IOException e) {
            throw complaint(e);
        }
    }

    private static boolean isIn(Selection selection, GHRepository repository) {
        return (selection.forks() || !repository.isFork()) && (selection.archived() || !repository.isArchived());
    }

    @RevealsPlaintext("the token that signs in to GitHub")
    private GitHub connect() throws IOException {
        GitHubBuilder builder =
                limits.obeyedBy(new GitHubBuilder().withEndpoint(api.toString()).withConnector(PLAIN_FAILURES));
        if (token != null) {
            String header = "Bearer " + token.reveal();
            builder.withAuthorizationProvider(() -> header);
        }
        return builder.build();
    }

    private Complaint complaint(IOException failure) {
        if (root(failure) instanceof RateLimits.RateLimitedException limited) {
            return new Complaint(
                    String.valueOf(limited.getMessage()),
                    "try again later, wait longer with --max-wait, or use a token with a limit of its own");
        }
        int status = failure instanceof HttpException answer ? answer.getResponseCode() : -1;
        if (failure instanceof GHFileNotFoundException || failure instanceof FileNotFoundException || status == 404) {
            return new Complaint(
                    "GitHub knows no organisation '" + name + "', or the token may not see it",
                    "check the name, and that the token in GITHUB_TOKEN is authorised for it");
        }
        if (status == 401 || status == 403) {
            return new Complaint(
                    "GitHub does not accept the token (HTTP " + status + ")",
                    "put a token that may read this organisation's repositories into GITHUB_TOKEN");
        }
        return new Complaint(
                "the repositories of '" + name + "' cannot be listed: "
                        + (status < 0 ? reason(failure) : "HTTP " + status),
                "check the address " + api + " (--api-url) and the network");
    }

    private static String reason(IOException failure) {
        String message = root(failure).getMessage();
        return message == null ? root(failure).getClass().getSimpleName() : message;
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }
}
