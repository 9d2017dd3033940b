package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How PostgreSQL finds the next rotation among many. {@code -Dkeyturn.due.rows=10000000} is the long form. */
class DuePlanTest {
    private final Trial trial = new Trial();

    @AfterEach
    void stop() {
        trial.database.jdbc().sql("TRUNCATE rotation CASCADE").update();
        trial.close();
    }

    @Test
    void theNextIsFoundInAnIndexHoweverManyThereAre() {
        long rows = Long.getLong("keyturn.due.rows", 30_000);
        fill(rows);
        List<String> plan = trial.database
                .jdbc()
                .sql("EXPLAIN (ANALYZE, BUFFERS) SELECT id FROM rotation WHERE " + Journal.NEXT)
                .query(String.class)
                .list();
        System.out.println(rows + " rotations, one in a hundred open:\n" + String.join("\n", plan));
        assertThat(plan).anyMatch(line -> line.contains("Index Scan using rotation_due"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"));
    }

    /** One in a hundred is under way, and half of those are due. */
    private void fill(long rows) {
        trial.database.jdbc().sql("""
                        INSERT INTO rotation (id, key_id, lineage, key_name, environment, slug, state, cause, due_at,
                            next_at)
                        SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'service', 'prd', 'service',
                            CASE WHEN n % 100 = 0 THEN 'OBSERVING' ELSE 'RETIRED' END, 'SCHEDULE', now(),
                            now() + CASE WHEN n % 200 = 0 THEN -1 ELSE 1 END * n * interval '1 s'
                        FROM generate_series(1, :rows) n
                        """).param("rows", rows).update();
        trial.database.jdbc().sql("ANALYZE rotation").update();
    }
}
