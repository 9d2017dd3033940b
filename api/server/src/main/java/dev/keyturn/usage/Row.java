package dev.keyturn.usage;

import dev.keyturn.problem.Redaction;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counted uses as they are written: the client's words cut, cleaned, and free of anything that may be a key. */
record Row(
        Instant at,
        Instant lastAt,
        long uses,
        @Nullable UUID tenantId,
        @Nullable UUID keyId,
        String code,
        @Nullable String address,
        String agent,
        @Nullable String consumer,
        @Nullable String path) {
    private static final int LONGEST = 120;
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    static Row of(UsageLog.Counted counted) {
        Use use = counted.use();
        Use.Client client = use.client();
        return new Row(
                Instant.ofEpochMilli(counted.first()),
                Instant.ofEpochMilli(counted.last()),
                counted.count(),
                use.tenantId(),
                use.keyId(),
                use.code().name(),
                literal(client.address()),
                Redaction.of(Agent.family(client.agent())),
                clean(client.consumer()),
                clean(withoutQuery(client.path())));
    }

    private static @Nullable String literal(@Nullable String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return null;
        }
        if (!address.contains(":") && !DOTTED.matcher(address).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable String withoutQuery(@Nullable String path) {
        int query = path == null ? -1 : path.indexOf('?');
        return path == null || query < 0 ? path : path.substring(0, query);
    }

    private static @Nullable String clean(@Nullable String words) {
        if (words == null) {
            return null;
        }
        String safe = Redaction.words(words, LONGEST);
        return safe.isEmpty() ? null : safe;
    }
}
