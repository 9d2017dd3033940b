package dev.keyturn.event;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Events;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code GET /v1/events}: what happened after a cursor, or the next thing that happens. */
@RestController
final class EventController {
    private static final int LONGEST_WAIT = 30;

    private final EventLog log;
    private final Waiters waiters;

    EventController(EventLog log, Waiters waiters) {
        this.log = log;
        this.waiters = waiters;
    }

    @GetMapping("/v1/events")
    DeferredResult<Events> events(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") Set<String> types,
            @RequestParam(defaultValue = "0") int wait) {
        caller.require(Scope.EVENTS_READ);
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw ProblemException.invalid("'wait' is 0 to " + LONGEST_WAIT + ", in seconds.");
        }
        return new Poll(caller.tenantId(), log.position(caller.tenantId(), after), types)
                .answer(Duration.ofSeconds(wait));
    }

    /** One request: it is answered when there are events, or when its time is over. */
    private final class Poll implements Runnable {
        private final UUID tenantId;
        private final long after;
        private final Set<String> types;
        private DeferredResult<Events> result = new DeferredResult<>();

        Poll(UUID tenantId, long after, Set<String> types) {
            this.tenantId = tenantId;
            this.after = after;
            this.types = types;
        }

        DeferredResult<Events> answer(Duration wait) {
            Events events = read();
            if (!events.events().isEmpty() || wait.isZero() || !waiters.isOpen()) {
                result.setResult(events);
                return result;
            }
            result = new DeferredResult<>(wait.toMillis(), () -> new Events(events.events(), events.cursor()));
            result.onCompletion(() -> waiters.remove(tenantId, this));
            waiters.add(tenantId, this);
            run();
            return result;
        }

        @Override
        public void run() {
            Events events = read();
            if (!events.events().isEmpty() || !waiters.isOpen()) {
                result.setResult(events);
            }
        }

        private Events read() {
            return log.read(tenantId, after, types);
        }
    }
}
