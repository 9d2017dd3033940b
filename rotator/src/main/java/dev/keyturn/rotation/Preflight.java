package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.GivenUp;
import dev.keyturn.rotation.Outcome.Stopped;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RevocationReason;
import java.util.Optional;

/** PLANNED to PREFLIGHT: is there still something to rotate, and could a delivery succeed? */
final class Preflight {
    private final KeyturnClient api;
    private final ManagedKeys keys;

    Preflight(KeyturnClient api, ManagedKeys keys) {
        this.api = api;
        this.keys = keys;
    }

    Outcome check(Work work) {
        Optional<Outcome> obstacle = obstacle(work, api.key(work.row().keyId()));
        return obstacle.orElseGet(() -> checkStore(work));
    }

    private Outcome checkStore(Work work) {
        Readiness readiness = work.store().check(work.row().place());
        if (readiness instanceof Readiness.Ready ready) {
            return compare(work, ready.current());
        }
        return Steps.of((Trouble) readiness);
    }

    private static Optional<Outcome> obstacle(Work work, KeyView key) {
        boolean leaked = work.isLeak() || key.revocationReason() == RevocationReason.LEAKED;
        if (!key.managed()) {
            return Optional.of(GivenUp.forGood("the key is not managed any more"));
        }
        return switch (key.state()) {
            case ACTIVE, RETIRING -> Optional.empty();
            case REVOKED -> leaked ? Optional.empty() : Optional.of(GivenUp.forGood("the key was revoked meanwhile"));
            case EXPIRED -> Optional.of(GivenUp.forGood("the key's time is over"));
            case PENDING -> Optional.of(GivenUp.forGood("the key was never activated"));
            case DISABLED ->
                Optional.of(Stopped.because(Attention.KEY_DISABLED, key.name() + " is disabled at the api"));
        };
    }

    private Outcome compare(Work work, Version current) {
        Version recorded =
                keys.find(work.row().lineage()).map(ManagedKey::recorded).orElse(null);
        Version expected = recorded == null ? Version.NONE : recorded;
        if (work.store().isSame(expected, current)) {
            return ready(current);
        }
        Reading found = work.store().read(work.row().place());
        boolean known = found instanceof Reading.Found our && isOurs(work, our);
        if (recorded == null && (known || found instanceof Reading.Deleted)) {
            return ready(found.version());
        }
        return Steps.drift(work, found, expected);
    }

    /** Nothing is recorded, as after the loss of our database, and the store has the very key that is to be replaced. */
    private static boolean isOurs(Work work, Reading.Found found) {
        return found.held().keyId().equals(work.row().keyId().toString());
    }

    private static Outcome ready(Version version) {
        String at = version.equals(Version.NONE) ? "empty" : "at version " + version;
        return new Done(Progress.expecting(version), "the store is ready and " + at);
    }
}
