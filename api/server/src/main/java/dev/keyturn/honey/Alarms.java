package dev.keyturn.honey;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.event.Outbox;
import dev.keyturn.problem.Redaction;
import dev.keyturn.revocation.ReplicaId;
import dev.keyturn.wire.EventType;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Records touches of decoys and tells the owner: of each caller once an hour. */
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final ReplicaId replica;

    Alarms(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox, ReplicaId replica) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.replica = replica;
    }

    /** Touches that have everything in common. */
    private record Group(
            UUID honeykey,
            String how,
            @Nullable String address,
            @Nullable String agent,
            @Nullable String consumer,
            @Nullable String path,
            @Nullable String wanted) {
        static Group of(Traps.Touch touch) {
            return new Group(
                    touch.honeykey(),
                    touch.how(),
                    ClientAddress.literal(touch.client().address())
                            .map(InetAddress::getHostAddress)
                            .orElse(null),
                    words(touch.client().agent()),
                    words(touch.client().consumer()),
                    words(touch.client().path()),
                    words(touch.wanted()));
        }

        private static @Nullable String words(@Nullable String given) {
            return given == null ? null : Redaction.words(given, LONGEST);
        }
    }

    private record Span(long count, Instant first, Instant last) {
        Span with(Span other) {
            return new Span(count + other.count, first, other.last);
        }
    }

    void raise(List<Traps.Touch> touches) {
        Map<Group, Span> groups = new LinkedHashMap<>();
        touches.forEach(touch -> groups.merge(Group.of(touch), new Span(1, touch.at(), touch.at()), Span::with));
        groups.forEach((group, span) -> transactions.executeWithoutResult(status -> raise(group, span)));
    }

    private void raise(Group group, Span span) {
        int known = statement("""
                        UPDATE honeykey_alarm SET touches = touches + :count, last_at = :last
                        WHERE honeykey_id = :honeykey AND how = :how AND address IS NOT DISTINCT FROM :address::inet
                          AND agent IS NOT DISTINCT FROM :agent AND consumer IS NOT DISTINCT FROM :consumer
                          AND path IS NOT DISTINCT FROM :path AND wanted IS NOT DISTINCT FROM :wanted
                          AND first_at > clock_timestamp() - interval '1 hour' AND :first IS NOT NULL
                        """, group, span).update();
        if (known == 0) {
            statement("""
                            INSERT INTO honeykey_alarm (honeykey_id, how, address, agent, consumer, path, wanted,
                                replica, touches, first_at, last_at)
                            VALUES (:honeykey, :how, :address::inet, :agent, :consumer, :path, :wanted,
                                :replica, :count, :first, :last)
                            """, group, span).param("replica", replica.value()).update();
            tell(group);
        }
    }

    private JdbcClient.StatementSpec statement(String sql, Group group, Span span) {
        return jdbc.sql(sql)
                .param("honeykey", group.honeykey)
                .param("how", group.how)
                .param("address", group.address)
                .param("agent", group.agent)
                .param("consumer", group.consumer)
                .param("path", group.path)
                .param("wanted", group.wanted)
                .param("count", span.count)
                .param("first", span.first.atOffset(ZoneOffset.UTC))
                .param("last", span.last.atOffset(ZoneOffset.UTC));
    }

    private void tell(Group group) {
        jdbc.sql("SELECT tenant_id, name, environment FROM honeykey WHERE id = :id")
                .param("id", group.honeykey)
                .query(row -> {
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("honeykeyId", group.honeykey);
                    data.put("name", row.getString("name"));
                    data.put("environment", row.getString("environment"));
                    data.put("how", group.how);
                    data.put("address", group.address);
                    data.put("agent", group.agent);
                    data.put("consumer", group.consumer);
                    data.put("path", group.path);
                    outbox.append(row.getObject("tenant_id", UUID.class), EventType.HONEYKEY_TOUCHED, data);
                });
        LOG.warn("Decoy {} was {} by {}.", group.honeykey, group.how, group.address);
    }
}
