package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.hook.HookMessage;
import dev.keyturn.hook.HookName;
import dev.keyturn.hook.PushPolicy;
import dev.keyturn.hook.PushPolicy.Decision;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides on a push that arrives, in the time that the server's policy gives. */
final class ServerHook {
    private final HookName hook;
    private final PushPolicy policy;
    private final PrintWriter err;
    private final ExecutorService worker = Executors.newCachedThreadPool(ServerHook::daemon);

    ServerHook(HookName hook, PushPolicy policy, PrintWriter err) {
        this.hook = hook;
        this.policy = policy;
        this.err = err;
    }

    /** What is still being done when the decision falls ends with the process. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "push");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The exit code.
     *
     * @param scan finds what is in the push; null if there is nothing to look at
     * @param report tells the api of it and brings its answers
     */
    int decide(Callable<@Nullable Scan> scan, Function<Scan, ScanOutcome> report) throws Complaint {
        Scan found;
        try {
            found = policy.scan().isPresent() ? within(policy.scan().get(), scan) : call(scan);
        } catch (TimeoutException e) {
            boolean accepted = policy.unsure() == Decision.ACCEPT;
            err.println("keyturn: the scan of this push is not done within the time that the server gives it, so it is "
                    + (accepted ? "let through unseen." : "refused. Push less at a time."));
            return accepted ? ExitCode.FINE : ExitCode.FINDINGS;
        }
        return found == null ? ExitCode.FINE : decide(answered(found, report));
    }

    private int decide(ScanOutcome outcome) {
        boolean accepted = policy.on(outcome) == Decision.ACCEPT;
        err.print(new HookMessage(hook).of(outcome, accepted));
        err.flush();
        return accepted ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    /** With what the api says in time; what it has not answered by then is kept for the next scan that reports. */
    private ScanOutcome answered(Scan scan, Function<Scan, ScanOutcome> report) throws Complaint {
        ScanOutcome found = scan.outcome();
        if (found.withHeldBack().findings().isEmpty()) {
            return found;
        }
        try {
            ScanOutcome answered = within(policy.answer(), () -> report.apply(scan));
            return answered == null ? found : answered;
        } catch (TimeoutException e) {
            err.println("keyturn: the api has not answered in time; what is to be reported is kept.");
            return found;
        }
    }

    private <T> @Nullable T within(Duration time, Callable<@Nullable T> work) throws Complaint, TimeoutException {
        Future<@Nullable T> future = worker.submit(work);
        try {
            return future.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return call(() -> {
                throw e.getCause() instanceof Exception cause ? cause : e;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint("interrupted while a push was scanned", "push again");
        }
    }

    private static <T> @Nullable T call(Callable<@Nullable T> work) throws Complaint {
        try {
            return work.call();
        } catch (Complaint | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
