package dev.keyturn.cli;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.Scan;
import dev.keyturn.report.Printable;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import dev.keyturn.source.git.RangeSource;
import dev.keyturn.source.github.Clones;
import dev.keyturn.source.github.Clones.CloneFailedException;
import dev.keyturn.source.github.HostedRepository;
import dev.keyturn.submit.ScanQueue;
import dev.keyturn.wire.ScanJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code keyturn scan worker}. The api says what is to be scanned, and this command which addresses it may say: nothing
 * else is cloned, so that who may ask for scans can make the worker's credentials speak to nobody new.
 */
@Command(
        name = "worker",
        description = {
            "Makes the scans that the api was asked for, by pushes for example, and reports what it finds there.",
            "KEYTURN_API_URL and KEYTURN_API_KEY say where and as whom.",
            "The key's scopes are scans:work and leaks:write.",
            "A token in the variable GITHUB_TOKEN clones private repositories."
        })
final class ScanWorkerCommand implements Callable<Integer> {
    /** A segment of dots, however it is written. */
    private static final Pattern STEP_UP = Pattern.compile("(?i)(/|\\\\|%2f|%5c)(\\.|%2e){1,2}(/|\\\\|%2f|%5c|$)");

    @Option(
            names = "--repositories",
            required = true,
            paramLabel = "ADDRESS",
            description = "what may be cloned: addresses that begin with this, such as https://github.com/acme/;"
                    + " repeat it for more")
    List<String> allowed = List.of();

    @Option(names = "--once", description = "end when nothing is left to scan")
    boolean once;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "how often to ask for work while there is none; 5 by default")
    int seconds = 5;

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        options.report = true;
        options.allowEmpty = true;
        refuseWideAddresses();
        ScanQueue queue = new ScanQueue(Surroundings.of(spec).environment());
        int found = ExitCode.FINE;
        try (Clones clones = new Clones(Surroundings.of(spec).githubToken())) {
            do {
                for (Optional<ScanJob> job = take(queue); job.isPresent(); job = take(queue)) {
                    found = Math.max(found, workOrTell(job.get(), clones, queue));
                }
            } while (!once && !isInterrupted());
        } catch (IOException e) {
            throw new Complaint(
                    "clones cannot be kept in the temporary folder: " + e, "make room, or set java.io.tmpdir");
        }
        return found;
    }

    /** An address without a path would take {@code https://github.com.example.org/} for GitHub. */
    private void refuseWideAddresses() throws Complaint {
        for (String address : allowed) {
            if (!address.matches("[a-z]+://[^/]+/.*")) {
                throw new Complaint(
                        "'" + address + "' names no server and path", "write it as https://github.com/acme/");
            }
        }
    }

    private Optional<ScanJob> take(ScanQueue queue) throws Complaint {
        try {
            return queue.lease();
        } catch (ApiUnavailableException e) {
            if (once) {
                throw new Complaint("the api does not answer", "try again later");
            }
            say("the api does not answer; asked again in " + seconds + " s");
            return Optional.empty();
        } catch (ApiException e) {
            throw new Complaint(
                    "the api gives no work: " + e.getMessage(),
                    "set KEYTURN_API_KEY to a key of the api with the scopes scans:work and leaks:write");
        }
    }

    private boolean isInterrupted() {
        try {
            return new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private int work(ScanJob job, Clones clones, ScanQueue queue) {
        say("scanning " + job.repository() + (job.ref() == null ? "" : " " + job.ref()));
        int code = ExitCode.USAGE;
        try {
            if (!mayClone(job.repository())) {
                queue.failed(job, "this worker may not clone that address: see its --repositories");
            } else {
                code = scan(job, clones, queue);
            }
        } catch (CloneFailedException | IllegalArgumentException e) {
            queue.failed(job, String.valueOf(e.getMessage()));
        } catch (Complaint e) {
            queue.failed(job, e.what());
        } catch (IOException e) {
            queue.failed(job, "the clone cannot be read");
        }
        return code;
    }

    /** An address that cannot be read, or an api that is away for a moment, is no reason to leave the other work. */
    private int workOrTell(ScanJob job, Clones clones, ScanQueue queue) {
        try {
            return work(job, clones, queue);
        } catch (ApiException | ApiUnavailableException e) {
            say("what became of it cannot be told: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    /** A step up in an address would lead out of the path that it begins with. */
    private boolean mayClone(String repository) {
        return allowed.stream().anyMatch(prefix -> repository.startsWith(prefix.endsWith("/") ? prefix : prefix + "/"))
                && !STEP_UP.matcher(repository).find();
    }

    private int scan(ScanJob job, Clones clones, ScanQueue queue) throws Complaint, CloneFailedException, IOException {
        Path clone = clones.clone(new HostedRepository(job.id().toString(), URI.create(job.repository())));
        try {
            ScanRun run = ScanRun.of(spec, options);
            try (Source source = source(job, GitRepository.at(clone))) {
                Scan scan = run.begin();
                read(source, scan);
                int code = run.finish(scan);
                queue.done(job, scan.outcome().findings().size());
                return code;
            }
        } finally {
            clones.discard(clone);
        }
    }

    private void read(Source source, Scan scan) throws Complaint {
        try {
            scan.read(source);
        } catch (NothingToScan nothing) {
            say(Printable.of(nothing.what()));
        }
    }

    /** Without a commit before, or if a push was forced and that one is gone, everything that the push reaches. */
    private static Source source(ScanJob job, GitRepository repository) {
        String tip = job.after() == null ? job.ref() : job.after();
        if (tip == null) {
            return new HistorySource(repository, HistorySource.Extent.everyRef());
        }
        List<String> known = job.before() == null ? List.of() : List.of(job.before());
        return new RangeSource(repository, known, List.of(new RangeSource.Tip(tip, tip, false)));
    }

    private void say(String words) {
        spec.commandLine().getErr().println("keyturn: " + Printable.of(words));
    }
}
