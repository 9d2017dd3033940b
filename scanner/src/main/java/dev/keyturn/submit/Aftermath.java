package dev.keyturn.submit;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.finding.Standing;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.Rotation;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What became of keys after they were reported: who used them since they could be seen, and where their replacement is.
 * What the api does not tell is left out, and said once.
 */
final class Aftermath {
    /** Each costs two requests: whoever has more leaks than this at a time reads the page instead. */
    private static final int LEAKS_ASKED = 100;

    private static final int STEP_MILLIS = 250;

    private final KeyturnClient client;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final long until;
    private int asked;
    private boolean exposures = true;
    private boolean rotations = true;

    /** @param patience how long in all to wait for replacements */
    Aftermath(KeyturnClient client, Duration patience) {
        this.client = client;
        this.until = System.nanoTime() + patience.toNanos();
    }

    /** Sentences for a person about what could not be learnt. */
    Set<String> unknown() {
        return unknown;
    }

    Standing of(Result answer) {
        Standing standing = Standing.of(answer);
        UUID leak = answer.leakId();
        UUID key = answer.keyId();
        if (leak == null || key == null) {
            return standing;
        }
        asked++;
        if (asked > LEAKS_ASKED) {
            unknown.add("the api was asked about the first " + LEAKS_ASKED + " leaks only; its page shows the others");
            return standing;
        }
        Rotation replacement = replacement(key);
        return standing.with(exposure(leak), replacement);
    }

    private @Nullable ExposureReport exposure(UUID leak) {
        try {
            return exposures ? client.exposure(leak) : null;
        } catch (ApiException | ApiUnavailableException e) {
            exposures = false;
            unknown.add("who used the keys is not known: "
                    + reason(e, "the key in " + ApiAccess.KEY_VARIABLE + " lacks the scope leaks:read"));
            return null;
        }
    }

    private @Nullable Rotation replacement(UUID key) {
        try {
            Rotation found = rotations ? newest(client.rotationsOf(key)) : null;
            while (rotations && !isDelivered(found) && System.nanoTime() < until) {
                pause();
                found = newest(client.rotationsOf(key));
            }
            return found;
        } catch (ApiException | ApiUnavailableException e) {
            rotations = false;
            unknown.add("whether replacements are delivered is not known: "
                    + reason(e, "the key in " + ApiAccess.KEY_VARIABLE + " lacks the scope rotations:read"));
            return null;
        }
    }

    private static boolean isDelivered(@Nullable Rotation rotation) {
        return rotation != null && rotation.deliveredVersion() != null;
    }

    private static void pause() {
        var delayed = CompletableFuture.delayedExecutor(STEP_MILLIS, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, delayed).join();
    }

    private static @Nullable Rotation newest(List<Rotation> rotations) {
        return rotations.stream().max(Comparator.comparing(Rotation::dueAt)).orElse(null);
    }

    private static String reason(RuntimeException failure, String forbidden) {
        boolean lacks = failure instanceof ApiException refused && refused.status() == 403;
        return lacks ? forbidden : String.valueOf(failure.getMessage());
    }
}
