package dev.keyturn;

import java.util.List;
import java.util.Random;

/**
 * Throws bytes at a parser: examples of its format, changed at random. The same in every run, a moment long; with the
 * environment variable {@code FUZZ_SECONDS} others each time, for so long.
 */
public final class Fuzz {
    private static final int ROUNDS = 2_000;
    private static final int[] LIMITS = {0, 1, 0x7f, 0x80, 0xff};

    private final Random chance;
    private final List<byte[]> examples;

    /** Takes one input; whatever it throws is a finding. */
    @FunctionalInterface
    public interface Target {
        void take(byte[] bytes) throws Exception;
    }

    private Fuzz(Random chance, List<byte[]> examples) {
        this.chance = chance;
        this.examples = examples;
    }

    /** Throws variants of the examples at a target. */
    public static void with(List<byte[]> examples, Target target) {
        String seconds = System.getenv("FUZZ_SECONDS");
        long seed = seconds == null ? 0 : System.nanoTime();
        long end = System.nanoTime() + (seconds == null ? 1_000_000_000L : Long.parseLong(seconds) * 1_000_000_000L);
        for (int round = 0; System.nanoTime() < end && (seconds != null || round < ROUNDS); round++) {
            byte[] input = new Fuzz(new Random(seed + round), examples).variant();
            try {
                target.take(input);
            } catch (Throwable failure) {
                throw new AssertionError("at seed " + (seed + round) + ", " + input.length + " bytes", failure);
            }
        }
    }

    private byte[] variant() {
        byte[] bytes = examples.get(chance.nextInt(examples.size())).clone();
        for (int i = chance.nextInt(6); i > 0; i--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int from = bytes.length == 0 ? 0 : chance.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + chance.nextInt(8));
        return switch (chance.nextInt(5)) {
            case 0 -> spliced(bytes, from, length, new byte[0]);
            case 1 -> spliced(bytes, from, 0, java.util.Arrays.copyOfRange(bytes, from, from + length));
            case 2 -> spliced(bytes, from, length, random(length));
            case 3 -> spliced(bytes, from, Math.min(1, length), new byte[] {(byte) LIMITS[chance.nextInt(5)]});
            default ->
                chance.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, from) : spliced(bytes, from, 0, random(8));
        };
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int removed, byte[] put) {
        byte[] result = new byte[bytes.length - removed + put.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(put, 0, result, from, put.length);
        System.arraycopy(bytes, from + removed, result, from + put.length, bytes.length - from - removed);
        return result;
    }
}
