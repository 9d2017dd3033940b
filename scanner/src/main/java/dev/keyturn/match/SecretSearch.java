package dev.keyturn.match;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks for known secrets in bytes that must not hold any. */
public final class SecretSearch {
    /** Shorter ones, in characters, are words and numbers that stand in many a path. */
    private static final int SHORTEST = 16;

    private final Automaton automaton;

    @RevealsPlaintext("to see that nobody else does")
    public SecretSearch(Collection<Secret> secrets) {
        automaton = Automaton.of(secrets.stream()
                .map(Secret::reveal)
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .toList());
    }

    /** Whether one of them stands in the bytes, in whatever case. */
    public boolean findsOneIn(byte[] bytes) {
        AtomicBoolean found = new AtomicBoolean();
        automaton.scan(bytes, 0, bytes.length, (secret, start, end) -> found.set(true));
        return found.get();
    }
}
