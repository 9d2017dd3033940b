package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random interleavings of two rotators with kills, faults, leaks, people and clocks that jump.
 * {@code -Dkeyturn.model.seeds=5000} runs the long form, {@code -Dkeyturn.model.seed=17} one seed alone.
 */
class ModelTest {
    private static final int EVENTS = 120;

    @Test
    void whateverHappensInWhateverOrder() {
        long first = Long.getLong("keyturn.model.seed", 1);
        long seeds = System.getProperty("keyturn.model.seed") == null ? Long.getLong("keyturn.model.seeds", 12) : 1;
        int killed = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            killed += play(seed);
        }
        assertThat(killed).isGreaterThanOrEqualTo((int) seeds);
    }

    private static int play(long seed) {
        try (ModelWorld world = new ModelWorld(seed)) {
            try {
                for (int event = 0; event < EVENTS; event++) {
                    world.happens();
                }
                world.settles();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ":\n  " + String.join("\n  ", world.script()) + "\n" + e.getMessage(), e);
            }
            return world.killed();
        }
    }
}
