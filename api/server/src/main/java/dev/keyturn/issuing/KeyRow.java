package dev.keyturn.issuing;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RateLimit;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.WireJson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A key's row.
 *
 * @param view what callers see of it
 * @param deferred whether its predecessor waits for its activation
 * @param graceSeconds of the roll that made it
 * @param fence the highest that its mints came with
 * @param requestHash of the request that made it, if that had an Idempotency-Key
 * @param leaked whether it leaked and is accepted until its replacement is delivered
 */
record KeyRow(
        UUID tenantId,
        KeyView view,
        boolean deferred,
        @Nullable Long graceSeconds,
        @Nullable Long fence,
        byte @Nullable [] requestHash,
        boolean leaked) {

    private static final TypeReference<List<RateLimit>> LIMITS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    static KeyRow read(ResultSet row, int number) throws SQLException {
        return new KeyRow(
                row.getObject("tenant_id", UUID.class),
                view(row),
                row.getBoolean("deferred"),
                row.getObject("grace_seconds", Long.class),
                row.getObject("fence", Long.class),
                row.getBytes("request_hash"),
                row.getTimestamp("leak_until") != null);
    }

    private static KeyView view(ResultSet row) throws SQLException {
        return new KeyView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                row.getString("environment"),
                row.getString("hint"),
                KeyState.valueOf(row.getString("state")),
                strings(row.getArray("scopes")),
                row.getObject("lineage", UUID.class),
                row.getBoolean("managed"),
                row.getString("delivery_path"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "activated_at"),
                instant(row, "last_used_at"),
                instant(row, "grace_until"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                reason(row.getString("revocation_reason")),
                row.getObject("predecessor_id", UUID.class),
                row.getObject("successor_id", UUID.class),
                strings(row.getArray("networks")),
                WireJson.mapper().readValue(row.getString("rate_limits"), LIMITS),
                row.getString("owner"),
                WireJson.mapper().readValue(row.getString("metadata"), METADATA),
                row.getBoolean("imported"));
    }

    UUID id() {
        return view.id();
    }

    KeyState state() {
        return view.state();
    }

    /** The refusal of a step that this key's state does not allow. */
    ProblemException wrongState(String advice) {
        return ProblemException.of(ProblemCode.WRONG_STATE, "This key is " + view.state() + ". " + advice);
    }

    static String word(RevocationReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable RevocationReason reason(@Nullable String word) {
        return word == null ? null : RevocationReason.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
