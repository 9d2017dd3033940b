package dev.keyturn.key;

import com.google.errorprone.annotations.RestrictedApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A plaintext key of our format, {@code sk_<tag>_<32 of entropy><6 of checksum>}.
 *
 * <p>The entropy is 32 characters of {@code 0-9A-Za-z} (190 bits). The checksum is CRC-32 over every ASCII byte before
 * it, prefix and tag included, in the same alphabet, left-padded with {@code 0} to six. It is no authentication: it lets
 * a scanner be sure without a network, and lets the api refuse garbage before it looks anything up.
 *
 * <p>A key cannot be printed or serialised by accident, and two are compared in constant time.
 */
public final class ApiKey {
    /** What every key starts with. */
    public static final String PREFIX = "sk_";

    /** Characters of entropy. */
    public static final int ENTROPY_LENGTH = 32;

    /** Characters of checksum. */
    public static final int CHECKSUM_LENGTH = 6;

    /** Length of the shortest key: a tag of two. */
    public static final int MIN_LENGTH = PREFIX.length() + 2 + 1 + ENTROPY_LENGTH + CHECKSUM_LENGTH;

    /** Length of the longest key: a tag of twelve. */
    public static final int MAX_LENGTH = MIN_LENGTH + 10;

    private static final int TAIL_LENGTH = ENTROPY_LENGTH + CHECKSUM_LENGTH;

    private final byte[] ascii;

    private ApiKey(byte[] ascii) {
        this.ascii = ascii;
    }

    /** A new key for an environment; the random source must be cryptographically strong. */
    public static ApiKey generate(EnvironmentTag tag, SecureRandom random) {
        byte[] head = (PREFIX + tag.value() + "_").getBytes(StandardCharsets.US_ASCII);
        byte[] ascii = new byte[head.length + TAIL_LENGTH];
        System.arraycopy(head, 0, ascii, 0, head.length);
        int end = head.length + ENTROPY_LENGTH;
        for (int i = head.length; i < end; i++) {
            ascii[i] = (byte) Base62.ALPHABET.charAt(random.nextInt(62));
        }
        Base62.writeChecksum(ascii, 0, end, ascii, end);
        return new ApiKey(ascii);
    }

    /**
     * Reads a key.
     *
     * @throws MalformedKeyException if the string is not exactly one key of our format; its reason names what is wrong
     *     and never repeats the string
     */
    public static ApiKey parse(String candidate) {
        if (!candidate.startsWith(PREFIX)) {
            throw new MalformedKeyException(MalformedKeyException.Reason.PREFIX);
        }
        if (candidate.length() < MIN_LENGTH || candidate.length() > MAX_LENGTH) {
            throw new MalformedKeyException(MalformedKeyException.Reason.LENGTH);
        }
        byte[] bytes = candidate.getBytes(StandardCharsets.ISO_8859_1);
        int head = bytes.length - TAIL_LENGTH - 1;
        if (bytes[head] != '_' || !EnvironmentTag.isValid(candidate.substring(PREFIX.length(), head))) {
            throw new MalformedKeyException(MalformedKeyException.Reason.TAG);
        }
        for (int i = head + 1; i < candidate.length(); i++) {
            if (!Base62.isDigit(candidate.charAt(i))) {
                throw new MalformedKeyException(MalformedKeyException.Reason.ALPHABET);
            }
        }
        int end = bytes.length - CHECKSUM_LENGTH;
        if (!Base62.hasChecksum(bytes, 0, end, end)) {
            throw new MalformedKeyException(MalformedKeyException.Reason.CHECKSUM);
        }
        return new ApiKey(bytes);
    }

    /** {@link #parse} for callers to whom a string that is no key is nothing special. */
    public static Optional<ApiKey> tryParse(String candidate) {
        try {
            return Optional.of(parse(candidate));
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    /**
     * Length of the key that starts at an offset, checksum included in the judgement. What follows the key is not looked
     * at: whether a longer run of letters disqualifies it is for the caller to say.
     *
     * @return the length in bytes, or 0 if no key starts there
     */
    public static int lengthAt(byte[] text, int offset, int limit) {
        if (limit - offset < MIN_LENGTH || text[offset] != 's' || text[offset + 1] != 'k' || text[offset + 2] != '_') {
            return 0;
        }
        int tagStart = offset + PREFIX.length();
        int underscore = tagStart;
        while (underscore < limit && underscore - tagStart <= 12 && text[underscore] != '_') {
            underscore++;
        }
        int end = underscore + 1 + TAIL_LENGTH;
        if (end > limit
                || !EnvironmentTag.isValid(
                        new String(text, tagStart, underscore - tagStart, StandardCharsets.ISO_8859_1))) {
            return 0;
        }
        for (int i = underscore + 1; i < end; i++) {
            if (!Base62.isDigit(text[i])) {
                return 0;
            }
        }
        return Base62.hasChecksum(text, offset, end - CHECKSUM_LENGTH, end - CHECKSUM_LENGTH) ? end - offset : 0;
    }

    /** The environment that the key names. It is a claim: the api knows the truth. */
    public EnvironmentTag tag() {
        return new EnvironmentTag(text().substring(PREFIX.length(), ascii.length - TAIL_LENGTH - 1));
    }

    /** SHA-256 of the key. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(text());
    }

    /** The 32 raw bytes of the fingerprint, for who looks up many keys a second. */
    public byte[] fingerprintBytes() {
        return Fingerprint.sha256().digest(ascii);
    }

    /** What may be shown of the key: {@code sk_prd_a1B2…x9Yz}. Eight of the 38 last characters, not a secret. */
    public String hint() {
        String text = text();
        int head = ascii.length - TAIL_LENGTH;
        return text.substring(0, head + 4) + "…" + text.substring(text.length() - 4);
    }

    /** The plaintext, for the few annotated places that hand it to its owner or to the wire. */
    @RestrictedApi(
            explanation = "plaintext is revealed only where @RevealsPlaintext says why",
            link = "",
            allowlistAnnotations = RevealsPlaintext.class)
    public String reveal() {
        return text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey that && MessageDigest.isEqual(ascii, that.ascii);
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    /** The hint, so that a key in a log line or an exception is harmless. */
    @Override
    public String toString() {
        return hint();
    }

    private String text() {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
