package dev.keyturn.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.Fuzz;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes at all as a delta: it makes what it says, or is refused. */
class DeltaFuzzTest {
    private static final byte[] BASE = new byte[300];
    private static final int LARGEST = 1 << 16;

    /** On a base of 300 bytes: copies of 200 and 44 and an insertion of 3 between them, 247 bytes in all. */
    private static final byte[] EXAMPLE = {
        (byte) 0xac, 2, (byte) 0xf7, 1, (byte) 0x90, (byte) 200, 3, 'a', 'b', 'c', (byte) 0x93, 0, 1, 44
    };

    @Test
    void makesWhatItSaysOrIsRefused() {
        Fuzz.with(List.of(EXAMPLE, new byte[0]), DeltaFuzzTest::tryMakesWhatItSaysOrIsRefused);
    }

    private static void tryMakesWhatItSaysOrIsRefused(byte[] bytes) {
        Stretches added = new Stretches();
        try {
            Delta delta = new Delta(bytes, bytes.length);
            if (delta.resultSize() <= LARGEST) {
                byte[] target = new byte[(int) delta.resultSize()];
                delta.apply(new Delta.Base(BASE, BASE.length, new Stretches()), target, added);
                for (int i = 0; i < added.count(); i++) {
                    assertThat(added.from(i)).isBetween(0, added.to(i));
                    assertThat(added.to(i)).isLessThanOrEqualTo(target.length);
                }
            }
        } catch (IOException refused) {
            assertThat(refused).isInstanceOf(DamagedObjectException.class);
        }
    }
}
