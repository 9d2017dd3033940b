package dev.keyturn.rotation;

import dev.keyturn.schedule.ManagedKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of rotations: planning new ones and reading them. */
public final class Rotations {
    private static final String OPEN = "state NOT IN ('RETIRED', 'ABORTED')";

    private static final String PLAN = """
            WITH wanted AS (
                SELECT * FROM unnest(cast(:ids AS uuid[]), cast(:keys AS uuid[]), cast(:lineages AS uuid[]),
                    cast(:names AS text[]), cast(:environments AS text[]), cast(:slugs AS text[]),
                    cast(:paths AS text[]), cast(:causes AS text[]), cast(:reasons AS text[]),
                    cast(:dues AS timestamptz[]))
                AS w (id, key_id, lineage, key_name, environment, slug, delivery_path, cause, reason, due_at)),
            planned AS (
                INSERT INTO rotation (id, key_id, lineage, key_name, environment, slug, delivery_path, state, cause,
                    due_at, changes)
                SELECT id, key_id, lineage, key_name, environment, slug, delivery_path, 'PLANNED', cause, due_at, 1
                FROM wanted
                ON CONFLICT DO NOTHING
                RETURNING id),
            told AS (
                INSERT INTO rotation_transition (rotation_id, number, transition, to_state, reason, actor, fence)
                SELECT id, 1, 'PLAN', 'PLANNED', reason, :actor, 0 FROM planned JOIN wanted USING (id))
            SELECT id FROM planned""";

    /**
     * A change of state as history keeps it.
     *
     * @param reason what caused it, in words
     * @param actor the worker or the person
     * @param fence the claim under which it was written; 0 before the first
     * @param at when, by the database's clock
     */
    public record Entry(
            int number,
            Transition transition,
            String from,
            String to,
            String reason,
            String actor,
            long fence,
            Instant at) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public Rotations(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Plans a rotation; it is due at once.
     *
     * @return its id, or nothing if the key has an open rotation already
     */
    public Optional<UUID> plan(ManagedKey key, Cause cause, Instant dueAt, String actor) {
        return plan(List.of(new Plan(key, cause, dueAt)), actor).stream().findFirst();
    }

    /** A rotation that is to be planned. */
    record Plan(ManagedKey key, Cause cause, Instant dueAt) {}

    /** Plans many in one statement; those whose key has an open rotation already are left out. */
    List<UUID> plan(List<Plan> plans, String actor) {
        if (plans.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(PLAN)
                .param("ids", array(plans, plan -> UUID.randomUUID(), UUID[]::new))
                .param("keys", array(plans, plan -> plan.key().keyId(), UUID[]::new))
                .param("lineages", array(plans, plan -> plan.key().lineage(), UUID[]::new))
                .param("names", array(plans, plan -> plan.key().name(), String[]::new))
                .param("environments", array(plans, plan -> plan.key().environment(), String[]::new))
                .param("slugs", array(plans, plan -> plan.key().slug(), String[]::new))
                .param("paths", array(plans, plan -> plan.key().deliveryPath(), String[]::new))
                .param("causes", array(plans, plan -> plan.cause().name(), String[]::new))
                .param(
                        "reasons",
                        array(plans, plan -> "planned: " + plan.cause().word(), String[]::new))
                .param("dues", array(plans, plan -> plan.dueAt().toString(), String[]::new))
                .param("actor", actor)
                .query(UUID.class)
                .list();
    }

    private static <T> @Nullable T[] array(
            List<Plan> plans, Function<Plan, @Nullable T> value, IntFunction<@Nullable T[]> of) {
        return plans.stream().map(value).toArray(of);
    }

    /**
     * Makes an open rotation one for a leaked key: it goes on at once, even if it was waiting for a person. Whoever works
     * on it just now is not disturbed.
     */
    public void hasten(UUID id, String actor) {
        transaction.executeWithoutResult(status -> {
            int changed = jdbc.sql("UPDATE rotation SET cause = 'LEAK', state = coalesce(stopped_in, state),"
                            + " attention = NULL, attention_words = NULL, stopped_in = NULL, attempt = 0,"
                            + " next_at = now(), changes = changes + 1 WHERE id = :id AND " + OPEN)
                    .param("id", id)
                    .update();
            if (changed == 1) {
                jdbc.sql("""
                        INSERT INTO rotation_transition (rotation_id, number, transition, from_state, to_state,
                        reason, actor, fence)
                        SELECT r.id, r.changes, 'HASTEN', t.to_state, r.state, :reason, :actor, r.fence
                        FROM rotation r JOIN rotation_transition t ON t.rotation_id = r.id AND t.number = r.changes
                        - 1
                        WHERE r.id = :id""")
                        .param("reason", Transition.HASTEN.what())
                        .param("actor", actor)
                        .param("id", id)
                        .update();
            }
        });
    }

    /** One rotation. */
    public Optional<RotationRow> find(UUID id) {
        return jdbc.sql("SELECT * FROM rotation WHERE id = :id")
                .param("id", id)
                .query(RotationRows::read)
                .optional();
    }

    /** The open rotation that replaces a key. */
    public Optional<RotationRow> openOf(UUID keyId) {
        return jdbc.sql("SELECT * FROM rotation WHERE key_id = :key AND " + OPEN)
                .param("key", keyId)
                .query(RotationRows::read)
                .optional();
    }

    /** The open rotation whose successor a key is. */
    public Optional<RotationRow> openOfSuccessor(UUID keyId) {
        return jdbc.sql("SELECT * FROM rotation WHERE successor_id = :key AND " + OPEN)
                .param("key", keyId)
                .query(RotationRows::read)
                .optional();
    }

    /**
     * Keeps sweeps away from a rotation for two minutes, so that it is taken on by whoever planned it, on that one's
     * clock. Called in the transaction that planned it.
     */
    public void reserve(UUID id) {
        jdbc.sql("UPDATE rotation SET next_at = now() + interval '2 minutes' WHERE id = :id")
                .param("id", id)
                .update();
    }

    /** Has a rotation that was just planned wait for its time. Called in the transaction that planned it. */
    public void postpone(UUID id, Instant until) {
        jdbc.sql("UPDATE rotation SET next_at = greatest(now(), :until) WHERE id = :id")
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    /** Every open rotation, the oldest first. */
    public List<RotationRow> open() {
        return jdbc.sql("SELECT * FROM rotation WHERE " + OPEN + " ORDER BY created_at")
                .query(RotationRows::read)
                .list();
    }

    /** The newest rotations that are over. */
    public List<RotationRow> over(int most) {
        return jdbc.sql("SELECT * FROM rotation WHERE NOT (" + OPEN + ") ORDER BY updated_at DESC LIMIT :most")
                .param("most", most)
                .query(RotationRows::read)
                .list();
    }

    /** How many rotations of an environment are on their way to a new key, those for a person's attention left out. */
    public int underWay(String environment) {
        return jdbc.sql("SELECT count(*) FROM rotation WHERE environment = :environment AND " + OPEN
                        + " AND state NOT IN ('OBSERVING', 'NEEDS_ATTENTION')")
                .param("environment", environment)
                .query(Integer.class)
                .single();
    }

    /** How many rotations of an environment wait for a person for a reason. */
    public int waiting(String environment, Attention reason) {
        return jdbc.sql("SELECT count(*) FROM rotation WHERE state = 'NEEDS_ATTENTION'"
                        + " AND environment = :environment AND attention = :reason")
                .param("environment", environment)
                .param("reason", reason.name())
                .query(Integer.class)
                .single();
    }

    /** The newest rotation of a key. */
    public Optional<RotationRow> newest(String environment, String slug) {
        return jdbc.sql("SELECT r.* FROM rotation r JOIN managed_key k ON k.lineage = r.lineage"
                        + " WHERE k.managed AND k.environment = :environment AND k.slug = :slug"
                        + " ORDER BY r.created_at DESC LIMIT 1")
                .param("environment", environment)
                .param("slug", slug)
                .query(RotationRows::read)
                .optional();
    }

    /** Every change of a rotation's state, oldest first. */
    public List<Entry> history(UUID id) {
        return jdbc.sql("SELECT * FROM rotation_transition WHERE rotation_id = :id ORDER BY number")
                .param("id", id)
                .query((row, number) -> new Entry(
                        row.getInt("number"),
                        Transition.valueOf(row.getString("transition")),
                        String.valueOf(row.getString("from_state")),
                        row.getString("to_state"),
                        row.getString("reason"),
                        row.getString("actor"),
                        row.getLong("fence"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Rotations that changed since the api was told, with the number of their last change. */
    public List<RotationRow> unmirrored(int most) {
        return jdbc.sql("SELECT * FROM rotation WHERE mirrored < changes LIMIT :most")
                .param("most", most)
                .query(RotationRows::read)
                .list();
    }

    /** Notes that the api was told of a change. */
    public void mirrored(UUID id, int change) {
        jdbc.sql("UPDATE rotation SET mirrored = :change WHERE id = :id AND mirrored < :change")
                .param("change", change)
                .param("id", id)
                .update();
    }
}
