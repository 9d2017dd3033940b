package dev.keyturn.cache;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.ReachedEpoch;
import dev.keyturn.wire.CacheBeat;
import dev.keyturn.wire.CacheState;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/caches/{id}/beats}: answered at once if something changed, else within less than half a second. */
@RestController
final class CacheController {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
    private static final int MOST_USES = 10_000;

    private final Caches caches;
    private final ReachedEpoch reached;
    private final CachedUses uses;

    CacheController(Caches caches, ReachedEpoch reached, CachedUses uses) {
        this.caches = caches;
        this.reached = reached;
        this.uses = uses;
    }

    @PostMapping("/v1/caches/{id}/beats")
    CacheState beat(Caller caller, @PathVariable UUID id, @RequestBody CacheBeat beat) {
        caller.require(Scope.VERIFICATIONS_WRITE);
        if (beat.beat() < 1 || beat.epoch() < -1) {
            throw ProblemException.invalid("'beat' counts from 1 on, and 'epoch' is -1 or what was answered before.");
        }
        if (beat.uses() != null) {
            if (beat.uses().size() > MOST_USES) {
                throw ProblemException.invalid("'uses' has at most " + MOST_USES + " entries: beat more often.");
            }
            uses.record(caller.tenantId(), beat.uses());
        }
        Caches.Cache cache = new Caches.Cache(caller.tenantId(), id);
        caches.acknowledge(cache, beat);
        reached.awaitLaterThan(beat.epoch(), LONGEST_WAIT);
        return caches.beat(cache, beat);
    }

    /** Nobody has to wait for the cache any more. */
    @DeleteMapping("/v1/caches/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Caller caller, @PathVariable UUID id) {
        caller.require(Scope.VERIFICATIONS_WRITE);
        if (!caches.leave(new Caches.Cache(caller.tenantId(), id))) {
            throw ProblemException.notFound();
        }
    }
}
