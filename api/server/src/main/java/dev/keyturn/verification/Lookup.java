package dev.keyturn.verification;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** HMAC-SHA-256(pepper, fingerprint) of a secret, as memory is keyed: 32 bytes in four numbers. */
record Lookup(long first, long second, long third, long fourth) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Of 32 bytes. */
    static Lookup of(byte[] hmac) {
        return new Lookup((long) LONGS.get(hmac, 0), (long) LONGS.get(hmac, 8), (long) LONGS.get(hmac, 16), (long)
                LONGS.get(hmac, 24));
    }

    /** The 32 bytes. */
    byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** The bytes are uniformly distributed already. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}
