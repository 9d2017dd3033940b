package dev.keyturn.rotation;

import dev.keyturn.delivery.Version;
import dev.keyturn.wire.RotationState;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to rotations under a claim. A claim is a lease by the database's clock and a fence; every write names fence and
 * state, so that whoever lost the claim changes nothing.
 */
final class Journal {
    private static final String IDLE = " AND (lease_until IS NULL OR lease_until < now())";

    /** What is due, leaked keys first; an index holds exactly that, in this order. */
    static final String NEXT = "state NOT IN ('RETIRED', 'ABORTED', 'NEEDS_ATTENTION') AND next_at <= now()" + IDLE
            + " ORDER BY (cause <> 'LEAK'), next_at LIMIT 1 FOR UPDATE SKIP LOCKED";

    private static final String MOVE = "WITH moved AS (UPDATE rotation SET state = :to, changes = changes + 1,"
            + " updated_at = now(),"
            + " expected_version = coalesce(cast(:expected AS text), expected_version),"
            + " successor_id = coalesce(cast(:successor AS uuid), successor_id),"
            + " delivered_version = coalesce(cast(:delivered AS text), delivered_version),"
            + " observed_since = CASE WHEN :observing THEN now() ELSE observed_since END,"
            + " deadline = coalesce(cast(:deadline AS timestamptz), deadline),"
            + " laggards = coalesce(cast(:laggards AS text[]), laggards),"
            + " attempt = 0, last_error = NULL, next_at = now(),"
            + " lease_until = now() + make_interval(secs => :lease)"
            + " WHERE id = :id AND fence = :fence AND state = :from RETURNING *),"
            + " told AS (INSERT INTO rotation_transition (rotation_id, number, transition, from_state, to_state, reason,"
            + " actor, fence) SELECT id, changes, :transition, :from, :to, :reason, :actor, fence FROM moved)"
            + " SELECT * FROM moved";

    /** A rotation and the right to work on it. */
    record Claimed(Claim claim, RotationRow row) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String owner;
    private final Duration lease;
    private final Map<UUID, Claim> held = new ConcurrentHashMap<>();

    Journal(JdbcClient jdbc, TransactionTemplate transaction, String owner, Duration lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.owner = owner;
        this.lease = lease;
    }

    String owner() {
        return owner;
    }

    /** Claims what is due next, leaked keys first. */
    Optional<Claimed> claimNext() {
        return claim(jdbc.sql(claiming(NEXT)));
    }

    /** Claims one rotation, due or not, unless somebody works on it. */
    Optional<Claimed> claim(UUID id) {
        return claim(jdbc.sql(claiming("id = :id AND state NOT IN ('RETIRED', 'ABORTED')" + IDLE + " FOR UPDATE"))
                .param("id", id));
    }

    private static String claiming(String which) {
        return "WITH chosen AS (SELECT id AS chosen_id, owner AS previous_owner FROM rotation WHERE " + which + ")"
                + " UPDATE rotation SET fence = fence + 1, owner = :owner,"
                + " lease_until = now() + make_interval(secs => :lease)"
                + " FROM chosen WHERE id = chosen_id RETURNING rotation.*, previous_owner";
    }

    private Optional<Claimed> claim(JdbcClient.StatementSpec statement) {
        long ends = Claim.endOf(lease);
        return statement
                .param("owner", owner)
                .param("lease", seconds(lease))
                .query((row, number) -> {
                    RotationRow rotation = RotationRows.read(row, number);
                    String previous = row.getString("previous_owner");
                    return new Claimed(new Claim(rotation.id(), rotation.fence(), ends, previous), rotation);
                })
                .optional()
                .map(this::held);
    }

    private Claimed held(Claimed claimed) {
        held.put(claimed.claim().rotation(), claimed.claim());
        return claimed;
    }

    /**
     * Prolongs the leases of everything that this process works on. A lease that ran out unnoticed is prolonged too, as
     * long as nobody else has claimed the rotation.
     */
    void renew() {
        long ends = Claim.endOf(lease);
        for (Claim claim : List.copyOf(held.values())) {
            int renewed = jdbc.sql("UPDATE rotation SET lease_until = now() + make_interval(secs => :lease)"
                            + " WHERE id = :id AND fence = :fence AND owner = :owner")
                    .param("lease", seconds(lease))
                    .param("id", claim.rotation())
                    .param("fence", claim.fence())
                    .param("owner", owner)
                    .update();
            if (renewed == 1) {
                claim.until(ends);
            } else {
                held.remove(claim.rotation(), claim);
            }
        }
    }

    /** Whoever gave it back, or lost it, renews it no more. */
    void forget(Claimed claimed) {
        held.remove(claimed.claim().rotation(), claimed.claim());
    }

    /** Makes a transition. */
    Claimed move(Claimed from, Transition transition, Change change) {
        transition.require(from.row().state(), change.to());
        long ends = Claim.endOf(lease);
        RotationRow row = update(from, transition, change);
        from.claim().until(ends);
        return new Claimed(from.claim(), row);
    }

    /** Makes a transition, and whatever goes with it in the same transaction. */
    Claimed move(Claimed from, Transition transition, Change change, Runnable together) {
        Claimed moved = transaction.execute(status -> {
            Claimed done = move(from, transition, change);
            together.run();
            return done;
        });
        return new Claimed(from.claim(), moved == null || !transition.isStep() ? reread(from) : moved.row());
    }

    /** A change of state on its way into the table. */
    record Change(RotationState to, Progress progress, String reason, String actor) {}

    /** The row and its history in one statement. */
    private RotationRow update(Claimed from, Transition transition, Change change) {
        Progress progress = change.progress();
        List<String> laggards = progress.laggards();
        return jdbc.sql(MOVE)
                .param("to", change.to().name())
                .param("expected", value(progress.expected()))
                .param("successor", progress.successorId())
                .param("delivered", value(progress.delivered()))
                .param("observing", transition == Transition.ACTIVATE)
                .param("deadline", timestamp(progress.deadline()))
                .param("laggards", laggards == null ? null : laggards.toArray(String[]::new))
                .param("lease", seconds(lease))
                .param("id", from.row().id())
                .param("fence", from.claim().fence())
                .param("from", from.row().state().name())
                .param("transition", transition.name())
                .param("reason", change.reason())
                .param("actor", change.actor())
                .query(RotationRows::read)
                .optional()
                .orElseThrow(() -> lost(from));
    }

    /** Notes why a person must look, or that one did ({@code null}). */
    void attend(Claimed claimed, Outcome.@Nullable Stopped stopped) {
        jdbc.sql("""
                        UPDATE rotation
                        SET attention = cast(:attention AS text), attention_words = :words, stopped_in = :state,
                        seen_version = :seen, released = released OR (cast(:attention AS text) IS NULL AND attention
                        = 'LAGGARDS')
                        WHERE id = :id AND fence = :fence""")
                .param("attention", stopped == null ? null : stopped.attention().name())
                .param("words", stopped == null ? null : stopped.words())
                .param("state", stopped == null ? null : claimed.row().state().name())
                .param("seen", stopped == null ? null : value(stopped.seen()))
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    /** Notes that a person gave it up. */
    void giveUp(Claimed claimed) {
        jdbc.sql("UPDATE rotation SET given_up = true WHERE id = :id AND fence = :fence")
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    /** Changes the version that the delivery must find to the one that a person saw and lets be overwritten. */
    void expectSeen(Claimed claimed) {
        jdbc.sql("""
                        UPDATE rotation
                        SET expected_version = coalesce(seen_version, expected_version)
                        WHERE id = :id AND fence = :fence""")
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    /** Gives the claim back; the rotation is looked at again after a pause. */
    void release(Claimed claimed, Duration pause, Outcome.@Nullable Failed failed) {
        forget(claimed);
        jdbc.sql("UPDATE rotation SET owner = NULL, lease_until = NULL,"
                        + " next_at = now() + make_interval(secs => :pause),"
                        + " attempt = CASE WHEN cast(:error AS text) IS NULL THEN 0 ELSE attempt + 1 END, last_error = cast(:error AS text)"
                        + " WHERE id = :id AND fence = :fence")
                .param("pause", seconds(pause))
                .param("error", failed == null ? null : failed.why())
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    /** Notes which of several destinations serve the successor, while others do not yet. */
    void deliveredPartly(Claimed claimed, Version delivered) {
        jdbc.sql("""
                        UPDATE rotation SET delivered_version = :delivered, mirrored = least(mirrored, changes - 1)
                        WHERE id = :id AND fence = :fence AND delivered_version IS DISTINCT FROM :delivered""")
                .param("delivered", delivered.value())
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    /** Notes who has not moved yet. */
    void lag(Claimed claimed, List<String> laggards) {
        jdbc.sql("""
                        UPDATE rotation
                        SET laggards = cast(:laggards AS text[]), mirrored = CASE WHEN laggards = cast(:laggards AS
                        text[]) THEN mirrored ELSE least(mirrored, changes - 1) END
                        WHERE id = :id AND fence = :fence""")
                .param("laggards", laggards.toArray(String[]::new))
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .update();
    }

    private RotationRow reread(Claimed claimed) {
        return jdbc.sql("SELECT * FROM rotation WHERE id = :id AND fence = :fence")
                .param("id", claimed.row().id())
                .param("fence", claimed.claim().fence())
                .query(RotationRows::read)
                .optional()
                .orElseThrow(() -> lost(claimed));
    }

    private static LostClaimException lost(Claimed claimed) {
        return new LostClaimException("rotation " + claimed.row().id() + " was claimed by somebody else meanwhile");
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static @Nullable String value(@Nullable Version version) {
        return version == null ? null : version.value();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
