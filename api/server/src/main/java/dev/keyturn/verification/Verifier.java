package dev.keyturn.verification;

import dev.keyturn.caller.Scope;
import dev.keyturn.honey.Traps;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.MalformedKeyException;
import dev.keyturn.limit.RateLimits;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.Lease;
import dev.keyturn.secret.Pepper;
import dev.keyturn.usage.UsageLog;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.VerificationCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers about presented keys: from memory while the lease of this replica holds, else from the database. Every answer
 * is recorded as a use before it is given.
 */
final class Verifier {
    private static final int LONGEST_IMPORTED = 512;

    private final List<Pepper> peppers;
    private final Source source;
    private final DatabaseClock clock;
    private final UsageLog usage;
    private final FirstUses firstUses;
    private final RateLimits limits;
    private final Traps traps;

    Verifier(List<Pepper> peppers, Source source, DatabaseClock clock, Record record) {
        this.peppers = List.copyOf(peppers);
        this.source = source;
        this.clock = clock;
        this.usage = record.usage;
        this.firstUses = record.firstUses;
        this.limits = record.limits;
        this.traps = record.traps;
    }

    /** Where keys are looked up. */
    record Source(KeyIndex memory, Lease lease, DirectLookup database) {

        /**
         * The key, as it was not before the request was received. The lease is looked at after memory was: an answer
         * that it allows was found while every revocation that has returned was in memory.
         */
        @Nullable
        KnownKey find(Lookup lookup) {
            KnownKey known = memory.find(lookup);
            if (lease.holds()) {
                return known;
            }
            if (lease.isForfeited()) {
                throw DirectLookup.unavailable();
            }
            return database.find(lookup);
        }
    }

    /** Where uses are recorded. */
    record Record(UsageLog usage, FirstUses firstUses, RateLimits limits, Traps traps) {}

    /**
     * Judges a presented string.
     *
     * @throws dev.keyturn.problem.ProblemException 503 if neither memory nor the database may be asked
     */
    Answer verify(String presented, Demand demand, Use.Client client) {
        Answer answer = answer(presented, demand, client);
        KnownKey key = answer.key();
        usage.record(
                key == null
                        ? new Use(demand.tenantId(), null, answer.code(), client)
                        : new Use(key.tenantId(), key.id(), answer.code(), client));
        if (key != null && key.activatesOnUse() && answer.code() == VerificationCode.VALID) {
            firstUses.add(key.id());
        }
        return answer;
    }

    private Answer answer(String presented, Demand demand, Use.Client client) {
        ApiKey key;
        try {
            key = ApiKey.parse(presented);
        } catch (MalformedKeyException e) {
            return imported(presented, demand, client);
        }
        byte[] fingerprint = key.fingerprintBytes();
        KnownKey known = find(fingerprint);
        return known == null ? unknown(fingerprint, demand, client) : judge(known, demand, client);
    }

    /** Every unknown key is looked for among the decoys, and answered the same whether or not it is one. */
    private Answer unknown(byte[] fingerprint, Demand demand, Use.Client client) {
        for (Pepper pepper : traps.isEmpty() ? List.<Pepper>of() : peppers) {
            traps.touch(pepper.lookup(fingerprint), client, demand.environment());
        }
        return Answer.UNKNOWN;
    }

    /** A key that was made elsewhere has any form; where there are none, what has not ours is looked up nowhere. */
    private Answer imported(String presented, Demand demand, Use.Client client) {
        if (!source.memory.holdsImported() || presented.isEmpty() || presented.length() > LONGEST_IMPORTED) {
            return Answer.MALFORMED;
        }
        KnownKey known = find(Fingerprint.of(presented).bytes());
        return known == null ? Answer.MALFORMED : judge(known, demand, client);
    }

    private @Nullable KnownKey find(byte[] fingerprint) {
        for (Pepper pepper : peppers) {
            KnownKey known = source.find(Lookup.of(pepper.lookup(fingerprint)));
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private Answer judge(KnownKey key, Demand demand, Use.Client client) {
        if (demand.tenant() != null && !demand.tenant().equals(key.tenantId().toString())) {
            return Answer.UNKNOWN;
        }
        long now = clock.millis();
        KeyState state = key.stateAt(now);
        VerificationCode code = state.isAccepted() ? suits(key, demand) : refusal(state);
        return code == VerificationCode.VALID && key.conditions() != null
                ? judge(key, key.conditions(), new Asked(demand.limit(), client.address(), now))
                : new Answer(code, key, 0);
    }

    private record Asked(@Nullable String limit, @Nullable String address, long now) {}

    private Answer judge(KnownKey key, Conditions conditions, Asked asked) {
        if (!conditions.allow(asked.address)) {
            return new Answer(VerificationCode.NETWORK_NOT_ALLOWED, key, 0);
        }
        long wait = limits.take(key.id(), conditions.limits(), asked.limit, asked.now);
        return new Answer(wait == 0 ? VerificationCode.VALID : VerificationCode.RATE_LIMITED, key, wait);
    }

    private static VerificationCode suits(KnownKey key, Demand demand) {
        if (demand.environment() != null && !demand.environment().equals(key.environment())) {
            return VerificationCode.WRONG_ENVIRONMENT;
        }
        return demand.scope() == null || Scope.covers(key.scopes(), demand.scope())
                ? VerificationCode.VALID
                : VerificationCode.INSUFFICIENT_SCOPE;
    }

    private static VerificationCode refusal(KeyState state) {
        return switch (state) {
            case DISABLED -> VerificationCode.DISABLED;
            case EXPIRED -> VerificationCode.EXPIRED;
            default -> VerificationCode.REVOKED;
        };
    }
}
