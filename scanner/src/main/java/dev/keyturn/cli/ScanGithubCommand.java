package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.Scan;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import dev.keyturn.source.git.HistorySource.Extent;
import dev.keyturn.source.github.Clones;
import dev.keyturn.source.github.Clones.CloneFailedException;
import dev.keyturn.source.github.GithubOrganisation;
import dev.keyturn.source.github.GithubOrganisation.Selection;
import dev.keyturn.source.github.HostedRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyturn scan github}. The token comes from {@code GITHUB_TOKEN}: everybody can see a process's arguments. */
@Command(
        name = "github",
        description = {
            "Scans every ref of every repository of an organisation on GitHub.",
            "A token in the variable GITHUB_TOKEN shows private ones too."
        })
final class ScanGithubCommand implements Callable<Integer> {
    private static final String PUBLIC_API = "https://api.github.com";

    @Option(names = "--org", required = true, paramLabel = "ORG", description = "the organisation's name")
    String organisation = "";

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description =
                    "GITHUB_API_URL or " + PUBLIC_API + " by default; of an Enterprise server https://HOST/api/v3")
    @Nullable
    URI api;

    @Option(names = "--include-forks", description = "forks too")
    boolean forks;

    @Option(names = "--include-archived", description = "archived repositories too")
    boolean archived;

    @Option(
            names = "--max-wait",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "how long to wait for a rate limit; 60 by default")
    int minutes = 60;

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        ScanRun run = ScanRun.of(spec, options);
        List<HostedRepository> repositories = list();
        Scan scan = run.begin();
        if (scan(repositories, scan) == 0 && !options.allowEmpty) {
            throw new NothingToScan(
                    "of " + repositories.size() + " repositories of '" + organisation + "' none could be scanned",
                    "see above why, check what the token may see, or give --allow-empty");
        }
        return run.finish(scan);
    }

    private List<HostedRepository> list() throws Complaint {
        GithubOrganisation github = new GithubOrganisation(
                organisation, api(), Surroundings.of(spec).githubToken(), Duration.ofMinutes(minutes), this::say);
        return github.repositories(new Selection(forks, archived));
    }

    private URI api() throws Complaint {
        if (api != null) {
            return api;
        }
        String address = Surroundings.of(spec).variable("GITHUB_API_URL").orElse(PUBLIC_API);
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new Complaint("GITHUB_API_URL is no address", "set it to one such as " + PUBLIC_API);
        }
    }

    /** Clones and scans one repository after the other, and counts those that were read. */
    private int scan(List<HostedRepository> repositories, Scan scan) throws Complaint {
        int read = 0;
        try (Clones clones = new Clones(Surroundings.of(spec).githubToken())) {
            for (int i = 0; i < repositories.size(); i++) {
                HostedRepository repository = repositories.get(i);
                say((i + 1) + " of " + repositories.size() + ": " + repository.name());
                read += scan(repository, clones, scan) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new Complaint(
                    "clones cannot be kept in the temporary folder: " + e, "make room, or set java.io.tmpdir");
        }
        return read;
    }

    private boolean scan(HostedRepository repository, Clones clones, Scan scan) throws IOException {
        try {
            Path clone = clones.clone(repository);
            try (Source source = new HistorySource(GitRepository.at(clone), Extent.everyRef())) {
                scan.read(source);
                return true;
            } finally {
                clones.discard(clone);
            }
        } catch (NothingToScan e) {
            say(repository.name() + " is empty");
        } catch (CloneFailedException e) {
            skip(scan, repository, String.valueOf(e.getMessage()));
        } catch (Complaint e) {
            skip(scan, repository, e.what());
        }
        return false;
    }

    private void skip(Scan scan, HostedRepository repository, String reason) {
        say(repository.name() + " is skipped: " + reason);
        scan.skip(new Skipped(repository.name(), reason));
    }

    private void say(String words) {
        spec.commandLine().getErr().println("keyturn: " + words);
    }
}
