package dev.keyturn.secret;

/** A key that signs access tokens, named by {@code kid} in the tokens' header. */
public final class SigningKey {
    private final String kid;
    private final byte[] value;

    SigningKey(String kid, byte[] value) {
        this.kid = kid;
        this.value = value.clone();
    }

    /** Its name. */
    public String kid() {
        return kid;
    }

    /** 32 bytes, a fresh copy. */
    public byte[] bytes() {
        return value.clone();
    }
}
