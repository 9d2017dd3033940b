package dev.keyturn.client;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;

/** Who is calling. Asked for at every request, so that a rotated key or a refreshed token is taken up at once. */
@FunctionalInterface
public interface Credentials {
    /** The value of the {@code Authorization} header. */
    Secret authorization();

    /** A person's access token. */
    @RevealsPlaintext("the header that presents a token")
    static Credentials bearer(Secret accessToken) {
        Secret header = Secret.of("Bearer " + accessToken.reveal());
        return () -> header;
    }

    /** A program's key. */
    @RevealsPlaintext("the header that presents a key")
    static Credentials apiKey(ApiKey key) {
        Secret header = Secret.of("ApiKey " + key.reveal());
        return () -> header;
    }
}
