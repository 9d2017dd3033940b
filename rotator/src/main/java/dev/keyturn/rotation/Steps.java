package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Outcome.Early;
import dev.keyturn.rotation.Outcome.Failed;
import dev.keyturn.rotation.Outcome.Stopped;
import dev.keyturn.schedule.ManagedKeys;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The six steps, and what a failure of api or store means for any of them. */
final class Steps {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final DueClock clock;
    private final Preflight preflight;
    private final Minting minting;
    private final Handover handover;
    private final Proof proof;
    private final Retirement retirement;

    Steps(Workshop workshop, ManagedKeys keys) {
        KeyturnClient api = workshop.api();
        clock = workshop.clock();
        preflight = new Preflight(api, keys);
        minting = new Minting(api);
        handover = new Handover(minting);
        proof = new Proof(api, clock);
        retirement = new Retirement(workshop, keys);
    }

    /** Takes the step that leads on from the rotation's state. */
    Outcome take(Transition step, Work work) {
        try {
            work.fence();
            Outcome closed = closed(step, work);
            return closed == null ? taken(step, work) : closed;
        } catch (ApiUnavailableException e) {
            return new Failed("the api: " + e.getMessage(), e.retryAfter());
        } catch (ApiException e) {
            return refusal(e);
        }
    }

    private Outcome taken(Transition step, Work work) {
        return switch (step) {
            case CHECK -> preflight.check(work);
            case MINT -> minting.mint(work);
            case DELIVER -> handover.deliver(work);
            case VERIFY -> proof.verify(work);
            case ACTIVATE -> proof.activate(work);
            case RETIRE -> retirement.retire(work);
            default -> throw new IllegalArgumentException(step + " is no step");
        };
    }

    /** What has changed nothing yet waits for the next window; what has goes on. */
    private @Nullable Outcome closed(Transition step, Work work) {
        boolean begun = step != Transition.CHECK && step != Transition.MINT;
        if (begun || work.row().cause() != Cause.SCHEDULE) {
            return null;
        }
        return work.policy()
                .timing()
                .calendar()
                .closed(clock.now())
                .map(why -> new Early(LOOK_AGAIN, why, work.row().laggards()))
                .orElse(null);
    }

    /** A refused credential concerns every rotation and passes when the rotator is given a new one. */
    private static Outcome refusal(ApiException e) {
        if (e.code().equals("stale-fence")) {
            throw new LostClaimException("the api knows a later claim: " + e.getMessage());
        }
        if (e.status() == 401) {
            return new Failed("the api refuses the rotator's own key: " + e.getMessage(), null);
        }
        return Stopped.because(Attention.REFUSED, String.valueOf(e.getMessage()));
    }

    /** What a trouble of the store means. */
    static Outcome of(Trouble trouble) {
        if (trouble.kind().isPassing()) {
            return new Failed("the store: " + trouble, trouble.retryAfter().orElse(null));
        }
        Attention attention = trouble.kind() == Trouble.Kind.DENIED ? Attention.DENIED : Attention.UNSUITABLE;
        return Stopped.because(attention, trouble.toString());
    }

    /** Somebody else wrote. */
    static Outcome drift(Work work, Reading found, @Nullable Version expected) {
        if (found instanceof Trouble trouble) {
            return of(trouble);
        }
        String words = work.store().address(work.row().place()) + " should be "
                + (expected == null || expected.equals(Version.NONE) ? "empty" : "at version " + expected)
                + " and holds " + found.words();
        return new Stopped(Attention.DRIFT, words, found.version());
    }
}
