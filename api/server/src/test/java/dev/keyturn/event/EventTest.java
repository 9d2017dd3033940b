package dev.keyturn.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Events;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class EventTest {
    private static TestingServer server;
    private static TestingServer other;
    private TestingKeys keys;
    private Issued reader;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        other = TestingServer.otherShared();
    }

    @BeforeEach
    void issue() {
        keys = TestingKeys.tenant(server);
        reader = keys.issue("events:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eventsComeInOrderAndOnceForEachCursor() {
        append("a");
        append("b");

        Events first = read("");
        assertThat(first.events()).extracting(Events.Event::type).containsExactly("a", "b");
        append("c");
        Events second = read("?after=" + first.cursor());
        assertThat(second.events()).extracting(Events.Event::type).containsExactly("c");
        assertThat(read("?after=" + second.cursor()).events()).isEmpty();
        assertThat(read("?types=b,c").events()).extracting(Events.Event::type).containsExactly("b", "c");
        assertThat(read("?after=now").cursor()).isEqualTo(second.cursor());
    }

    @Test
    void whoWaitsIsWokenAtOnceOnAnyReplica() {
        CompletableFuture<Events> waiting = CompletableFuture.supplyAsync(
                () -> other.get("/v1/events?after=now&types=wanted&wait=20", reader.authorization())
                        .as(Events.class));
        long start = System.nanoTime();
        while (!waiting.isDone()
                && System.nanoTime() - start < Duration.ofSeconds(15).toNanos()) {
            append("unwanted");
            append("wanted");
        }
        assertThat(waiting.join().events())
                .extracting(Events.Event::type)
                .contains("wanted")
                .doesNotContain("unwanted");
    }

    @Test
    void nobodySeesTheEventsOfAnotherTenant() {
        append("mine");
        Issued stranger = TestingKeys.tenant(server).issue("events:read");
        assertThat(server.get("/v1/events", stranger.authorization())
                        .as(Events.class)
                        .events())
                .isEmpty();
        assertThat(server.get("/v1/events", keys.issue().authorization()).status())
                .isEqualTo(403);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThat(server.get("/v1/events?after=x", reader.authorization()).status())
                .isEqualTo(422);
        assertThat(server.get("/v1/events?wait=999", reader.authorization()).status())
                .isEqualTo(422);
        assertThat(server.get("/v1/events?wait=1&after=now", reader.authorization())
                        .as(Events.class)
                        .events())
                .isEmpty();
    }

    private void append(String type) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> server.bean(Outbox.class).append(keys.tenantId(), type, Map.of("x", 1)));
    }

    private Events read(String query) {
        return server.get("/v1/events" + query, reader.authorization()).as(Events.class);
    }
}
