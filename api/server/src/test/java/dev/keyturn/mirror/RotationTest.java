package dev.keyturn.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationCommand;
import dev.keyturn.wire.RotationList;
import dev.keyturn.wire.RotationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static TestingServer server;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatARotatorTellsIsReadBackAndTheLastTellingStands() {
        TestingKeys keys = TestingKeys.tenant(server);
        Issued rotator = keys.issue("rotations:write");
        Issued key = keys.issue();
        Rotation planned = rotation(UUID.randomUUID(), key.id(), RotationState.PLANNED);
        Rotation minted = rotation(planned.id(), key.id(), RotationState.MINTED);

        assertThat(put(planned, rotator)).isEqualTo(204);
        assertThat(put(minted, rotator)).isEqualTo(204);

        RotationList list = server.get("/v1/rotations?environment=prd&keyId=" + key.id(), rotator.authorization())
                .as(RotationList.class);
        assertThat(list.rotations()).containsExactly(minted);
        assertThat(server.get("/v1/rotations?environment=dev", rotator.authorization())
                        .as(RotationList.class)
                        .rotations())
                .isEmpty();
    }

    @Test
    void whoStillUsedThePredecessorIsToldOnce() {
        TestingKeys keys = TestingKeys.tenant(server);
        Issued rotator = keys.issue("rotations:write", "events:read");
        Rotation retired = rotation(UUID.randomUUID(), keys.issue().id(), RotationState.RETIRED, List.of("billing"));
        assertThat(put(retired, rotator)).isEqualTo(204);
        assertThat(put(retired, rotator)).isEqualTo(204);

        List<Events.Event> told = server.get("/v1/events?types=" + EventType.ROTATION_ENDED, rotator.authorization())
                .as(Events.class)
                .events();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).data())
                .containsEntry("rotationId", retired.id().toString())
                .containsEntry("state", "RETIRED")
                .containsEntry("laggards", List.of("billing"));
    }

    @Test
    void nobodyTellsAboutKeysOfOthers() {
        Issued stranger = TestingKeys.tenant(server).issue("rotations:write");
        TestingKeys keys = TestingKeys.tenant(server);
        Rotation rotation = rotation(UUID.randomUUID(), keys.issue().id(), RotationState.PLANNED);

        assertThat(put(rotation, stranger)).isEqualTo(404);
        assertThat(put(rotation, keys.issue("rotations:read"))).isEqualTo(403);
        assertThat(server.post(
                                "/v1/rotations/commands",
                                stranger.authorization(),
                                new RotationCommand(RotationCommand.Command.RUN, rotation.keyId(), null))
                        .status())
                .isEqualTo(403);
    }

    private static int put(Rotation rotation, Issued rotator) {
        return server.send("PUT", "/v1/rotations/" + rotation.id(), rotator.authorization(), rotation)
                .status();
    }

    private static Rotation rotation(UUID id, UUID keyId, RotationState state) {
        return rotation(id, keyId, state, List.of());
    }

    private static Rotation rotation(UUID id, UUID keyId, RotationState state, List<String> laggards) {
        return new Rotation(
                id,
                keyId,
                "key",
                "prd",
                state,
                "schedule",
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                laggards,
                List.of());
    }
}
