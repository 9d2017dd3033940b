package dev.keyturn.alert;

import java.util.Locale;

/**
 * What looks wrong, as SQL that gives {@code tenant_id, key_id, subject, reason, last_at, uses} of usage between {@code
 * :from} and {@code :until}. Reasons are sentences for people.
 */
enum Rule {
    /** Of a key that is a week old: its consumers are known by then. */
    NEW_NETWORK("""
            SELECT k.tenant_id, k.id AS key_id, c.network::text AS subject,
                'The key ' || k.hint || ' was used from ' || c.network || ' (' || c.agent || ') for the first time, '
                    || extract(day FROM c.first_seen_at - k.created_at) || ' days after it was created.' AS reason,
                c.last_seen_at AS last_at, c.uses
            FROM consumer c JOIN api_key k ON k.id = c.key_id
            WHERE c.first_seen_at > :from AND c.first_seen_at <= :until
              AND k.created_at < c.first_seen_at - interval '7 days'
              AND NOT EXISTS (SELECT FROM api_key other JOIN consumer known ON known.key_id = other.id
                              WHERE other.lineage = k.lineage AND known.network = c.network
                                AND known.first_seen_at < c.first_seen_at)
            """),

    /** Who moves late from a key that was rotated is no thief; whoever uses a key that was revoked otherwise may be. */
    USED_AFTER_REVOCATION("""
            SELECT k.tenant_id, k.id AS key_id, u.network || ' ' || u.agent AS subject,
                'The key ' || k.hint || ' was presented from ' || u.network || ' (' || u.agent || ') after it was revoked'
                    || CASE k.revocation_reason WHEN 'leaked' THEN ' as leaked' ELSE '' END
                    || '. It was refused; somebody still has it.' AS reason,
                max(u.last_at) AS last_at, sum(u.uses) AS uses
            FROM usage_event u JOIN api_key k ON k.id = u.key_id
            WHERE u.last_at > :from AND u.last_at <= :until AND u.code = 'REVOKED'
              AND k.revocation_reason <> 'rotated' AND u.last_at > k.revoked_at
            GROUP BY k.tenant_id, k.id, u.network, u.agent
            """),

    /**
     * What is no key belongs to nobody: it is told to the tenant that was asked for, or to the only one. A day's trying
     * from one network is one cause.
     */
    PROBING("""
            WITH fresh AS (
                SELECT DISTINCT network FROM usage_event
                WHERE last_at > :from AND last_at <= :until AND key_id IS NULL AND code IN ('MALFORMED', 'UNKNOWN')),
            tried AS (
                SELECT COALESCE(u.tenant_id, (SELECT id FROM tenant WHERE (SELECT count(*) FROM tenant) = 1)) AS tenant_id,
                    u.network, sum(u.uses) AS uses, max(u.last_at) AS last_at,
                    sum(u.uses) FILTER (WHERE u.code = 'MALFORMED') AS malformed,
                    sum(u.uses) FILTER (WHERE u.last_at > :from) AS uses_now
                FROM usage_event u JOIN fresh ON fresh.network = u.network
                WHERE u.last_at > CAST(:until AS timestamptz) - interval '10 minutes' AND u.last_at <= :until
                  AND u.key_id IS NULL AND u.code IN ('MALFORMED', 'UNKNOWN')
                GROUP BY 1, 2 HAVING sum(u.uses) >= 20)
            SELECT t.id AS tenant_id, NULL::uuid AS key_id,
                network || ' ' || to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS subject,
                uses || ' times within ten minutes something was presented from ' || network || ' that is no key here: '
                    || COALESCE(malformed, 0) || ' were cut, mistyped or made up (a wrong checksum), '
                    || uses - COALESCE(malformed, 0) || ' have the form of a key and are unknown.'
                    || ' Somebody tries keys, or a client was given a wrong one.' AS reason,
                last_at, uses_now AS uses
            FROM tried JOIN tenant t ON t.id = tried.tenant_id
            """),

    /** A consumer that was seen on the successor has it. */
    PREDECESSOR_USED_AGAIN("""
            SELECT k.tenant_id, k.id AS key_id, COALESCE(u.consumer, u.network || ' ' || u.agent) AS subject,
                'The key ' || k.hint || ' was used by ' || COALESCE(u.consumer, u.network || ' (' || u.agent || ')')
                    || ', who had moved to its successor at ' || to_char(min(moved.first_seen_at) AT TIME ZONE 'UTC',
                    'YYYY-MM-DD HH24:MI') || ' UTC.' AS reason,
                max(u.last_at) AS last_at, sum(u.uses) AS uses
            FROM usage_event u JOIN api_key k ON k.id = u.key_id
            JOIN consumer moved ON moved.key_id = k.successor_id AND moved.name = COALESCE(u.consumer, '')
                AND moved.network = u.network AND moved.agent = u.agent
                AND moved.first_seen_at < u.at - interval '5 minutes'
            WHERE u.last_at > :from AND u.last_at <= :until AND u.code IN ('VALID', 'REVOKED')
            GROUP BY k.tenant_id, k.id, u.consumer, u.network, u.agent
            """),

    /** Between two full hours: more than ten times what the same hour of the week had in the last four. */
    BURST("""
            WITH now AS (
                SELECT key_id, sum(uses) AS uses FROM usage_event
                WHERE at >= :from AND at < :until AND key_id IS NOT NULL GROUP BY key_id HAVING sum(uses) >= 1000),
            usual AS (
                SELECT key_id, max(uses) AS uses FROM (
                    SELECT u.key_id, week, sum(u.uses) AS uses
                    FROM generate_series(1, 4) AS week
                    JOIN usage_event u ON u.at >= CAST(:from AS timestamptz) - week * interval '7 days'
                        AND u.at < CAST(:until AS timestamptz) - week * interval '7 days'
                    WHERE u.key_id IN (SELECT key_id FROM now) GROUP BY 1, 2) weeks
                GROUP BY key_id)
            SELECT k.tenant_id, k.id AS key_id,
                to_char(CAST(:from AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24') AS subject,
                'The key ' || k.hint || ' was used ' || now.uses || ' times in an hour; in the same hour of the last four'
                    || ' weeks at most ' || COALESCE(usual.uses, 0) || ' times.' AS reason,
                CAST(:until AS timestamptz) AS last_at, now.uses
            FROM now JOIN api_key k ON k.id = now.key_id LEFT JOIN usual ON usual.key_id = now.key_id
            WHERE k.created_at < CAST(:from AS timestamptz) - interval '7 days'
              AND now.uses > 10 * COALESCE(usual.uses, 0)
            """);

    private final String sql;

    Rule(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /** As it is named on the wire. */
    String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
