package dev.keyturn.sweep;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.rotation.Cause;
import dev.keyturn.rotation.CommandRefusedException;
import dev.keyturn.rotation.Commands;
import dev.keyturn.rotation.Planner;
import dev.keyturn.rotation.Rollback;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.Workshop;
import dev.keyturn.schedule.Inventory;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.KeyView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an event of the api means for rotations. The caller has a transaction open. */
public final class EventHandler {
    private static final Logger log = LoggerFactory.getLogger(EventHandler.class);
    private static final String ACTOR = "api";
    private static final String PERSON = "person, in the page";

    private final KeyturnClient api;
    private final Set<String> environments;
    private final ManagedKeys keys;
    private final Inventory inventory;
    private final Rotations rotations;
    private final Planner planner;
    private final Commands commands;
    private final Rollback rollback;

    public EventHandler(Workshop workshop) {
        this.api = workshop.api();
        this.environments = workshop.sites().names();
        this.keys = new ManagedKeys(workshop.jdbc());
        this.inventory = new Inventory(api, keys, environments);
        this.rotations = new Rotations(workshop.jdbc(), workshop.transaction());
        this.planner = new Planner(workshop);
        this.commands = new Commands(workshop);
        this.rollback = new Rollback(workshop);
    }

    /**
     * Takes one event in.
     *
     * @return the rotations that should be taken on at once
     */
    public List<UUID> take(Events.Event event) {
        try {
            return switch (event.type()) {
                case EventType.LEAK_RECORDED -> leaked(id(event, "keyId"));
                case EventType.ROTATION_COMMANDED -> commanded(event);
                case EventType.KEY_ROLLED -> changed(id(event, "successorId"));
                default -> changed(id(event, "keyId"));
            };
        } catch (ApiException | IllegalArgumentException e) {
            log.warn("event {} ({}) is left out: {}", event.id(), event.type(), e.getMessage());
            return List.of();
        }
    }

    /** Does what an event asks for that needs requests to others, once the cursor has moved: a roll-back. */
    public void undertake(Events.Event event) {
        if (!event.type().equals(EventType.ROTATION_COMMANDED)
                || !"rollback".equals(event.data().get("command"))) {
            return;
        }
        try {
            rollback.rollBack(id(event, "rotationId"), PERSON);
        } catch (CommandRefusedException | ApiException | ApiUnavailableException | IllegalArgumentException e) {
            log.warn("a roll-back that the page asked for is refused: {}", e.getMessage());
        }
    }

    private List<UUID> changed(UUID keyId) {
        inventory.refresh(keyId);
        return List.of();
    }

    /** Plans what is due after keys were created or changed: once for all events that were taken in together. */
    public List<UUID> plan() {
        return planner.plan();
    }

    private List<UUID> leaked(UUID keyId) {
        KeyView key = api.key(keyId);
        if (!key.managed() || !environments.contains(key.environment())) {
            log.info("{} leaked and was revoked; it is not ours to replace", key.hint());
            return List.of();
        }
        Optional<RotationRow> open = rotations.openOf(keyId);
        if (open.isPresent()) {
            rotations.hasten(open.get().id(), ACTOR);
            return List.of(open.get().id());
        }
        return rotations
                .openOfSuccessor(keyId)
                .filter(row -> row.observedSince() == null)
                .map(row -> List.of(row.id()))
                .orElseGet(() -> replace(key));
    }

    /** A key whose successor is current was replaced before it leaked. */
    private List<UUID> replace(KeyView key) {
        Optional<ManagedKey> known = keys.find(key.lineage());
        if (known.isPresent() && !known.get().keyId().equals(key.id())) {
            return List.of();
        }
        if (known.isEmpty()) {
            keys.put(Inventory.of(key));
        }
        return rotations.plan(Inventory.of(key), Cause.LEAK, Instant.now(), ACTOR).stream()
                .toList();
    }

    private List<UUID> commanded(Events.Event event) {
        try {
            return command(event);
        } catch (CommandRefusedException e) {
            log.warn("a command from the page is refused: {}", e.getMessage());
            return List.of();
        }
    }

    private List<UUID> command(Events.Event event) {
        String command = String.valueOf(event.data().get("command"));
        if (command.equals("run")) {
            return run(id(event, "keyId"));
        }
        UUID rotation = id(event, "rotationId");
        if (rotations.find(rotation).isEmpty()) {
            return List.of();
        }
        if (command.equals("resume")) {
            commands.resume(rotation, PERSON);
            return List.of(rotation);
        }
        if (command.equals("abort")) {
            commands.abort(rotation, PERSON);
        }
        return List.of();
    }

    private List<UUID> run(UUID keyId) {
        KeyView key = api.key(keyId);
        if (!environments.contains(key.environment()) || !key.managed()) {
            return List.of();
        }
        inventory.take(key);
        return rotations
                .openOf(keyId)
                .map(RotationRow::id)
                .or(() -> keys.find(key.lineage())
                        .filter(known -> known.keyId().equals(keyId))
                        .flatMap(known -> rotations.plan(known, Cause.REQUEST, Instant.now(), PERSON)))
                .stream()
                .toList();
    }

    private static UUID id(Events.Event event, String name) {
        return UUID.fromString(String.valueOf(event.data().get(name)));
    }
}
