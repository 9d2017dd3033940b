package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.policy.DueClock;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.sweep.EventHandler;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two rotators, two keys and everything that can happen to them, in an order that a seed decides. The rotators are
 * interrupted at every request, and taken on again, overtaken or killed there.
 */
final class ModelWorld implements AutoCloseable {
    private static final List<String> NAMES = List.of("ingestor", "billing");
    private static final Set<String> TYPES =
            Set.of(EventType.KEY_CREATED, EventType.LEAK_RECORDED, EventType.ROTATION_COMMANDED);

    private final Trial trial;
    private final Stage stage = new Stage();
    private final Random random;
    private final List<String> script = new ArrayList<>();
    private final Set<UUID> endedByPeople = new HashSet<>();
    private final @Nullable Puppet[] puppets = new Puppet[2];
    private @Nullable String cursor;
    private int started;
    private int killed;

    ModelWorld(long seed) {
        trial = new Trial();
        trial.asksForNoQuiet();
        trial.api.watch(stage);
        random = new Random(seed);
        trial.several = seed % 2 == 0;
        NAMES.forEach(name -> trial.api.createManaged("dev", name));
    }

    /** Kills so far. */
    int killed() {
        return killed;
    }

    /** Everything that happened, in order. */
    List<String> script() {
        return script;
    }

    /** One thing happens. What holds always is checked after it. */
    void happens() {
        switch (random.nextInt(16)) {
            case 0 -> planned();
            case 1 -> told();
            case 2 -> overtaken();
            case 3 -> timePasses();
            case 4 -> fails();
            case 5 -> used();
            case 6 -> person();
            case 7 -> killed(random.nextInt(2));
            default -> worked(random.nextInt(2));
        }
        new ModelInvariants(trial, endedByPeople).hold();
    }

    /** Faults end, whoever works is killed, people and workers do what is left to do, and the last graces end. */
    void settles() {
        killed(0);
        killed(1);
        trial.api.setDown(false);
        trial.stores().forEach(store -> store.setTrouble(null));
        told();
        trial.ahead = trial.ahead.plus(Duration.ofDays(90));
        trial.database
                .jdbc()
                .sql("UPDATE rotation SET updated_at = updated_at - interval '2 days' WHERE given_up")
                .update();
        for (int round = 0; round < 14; round++) {
            trial.plan();
            trial.elapse();
            trial.drain(trial.engine("survivor", Listener.NONE));
            open(RotationState.NEEDS_ATTENTION).forEach(this::mended);
            trial.ahead = trial.ahead.plus(Duration.ofHours(25));
            if (round == 9) {
                trial.api.endGraces();
            }
        }
        new ModelInvariants(trial, endedByPeople).holdInTheEnd(NAMES);
    }

    /** As the words of {@link Attention} say. */
    private void mended(RotationRow row) {
        if (row.attention() == Attention.ROLLBACK_UNFINISHED) {
            trial.stores().stream()
                    .filter(store -> store.served(row.place()).isEmpty())
                    .forEach(store -> store.putBack(row.place(), predecessor(store, row)));
            tried("rolls back", row, id -> new Rollback(trial.workshop("person")).rollBack(id, "person"));
        }
        if (row.attention() == Attention.NOT_SERVED) {
            new ManagedKeys(trial.database.jdbc())
                    .find(row.lineage())
                    .ifPresent(key -> trial.rotations().plan(key, Cause.REQUEST, Instant.now(), "person"));
        }
        tried("resumes", row, id -> commands().resume(id, "person"));
    }

    /** The version of one store within that of all. */
    private Version predecessor(TestingStore store, RotationRow row) {
        return Objects.requireNonNull(trial.together(trial.store, trial.second)
                .parts(row.place(), row.expectedVersion())
                .get(trial.stores().indexOf(store))
                .version());
    }

    private void planned() {
        if (random.nextInt(3) == 0) {
            trial.ahead = trial.ahead.plus(Duration.ofDays(90));
        }
        script.add("planned at +" + trial.ahead);
        attempt(trial::plan);
    }

    /** The api's events are taken in, perhaps for the second time. */
    private void told() {
        if (random.nextInt(4) == 0) {
            leaked();
        }
        attempt(() -> {
            Events events = trial.client.events(cursor, TYPES, Duration.ZERO);
            EventHandler handler = new EventHandler(trial.workshop("reader"));
            trial.database
                    .transaction()
                    .executeWithoutResult(status -> events.events().forEach(handler::take));
            script.add("told of " + events.events().size() + " events");
            cursor = random.nextInt(5) == 0 ? cursor : events.cursor();
        });
    }

    private void leaked() {
        any(trial.api.views().stream().filter(key -> key.state().isAccepted()).toList())
                .ifPresent(key -> {
                    script.add("leaked: " + key.state() + " " + key.id());
                    trial.api.leak(key.id());
                });
    }

    /** Leases run out while their owners are still at work: everybody may claim everything. */
    private void overtaken() {
        script.add("leases and pauses end");
        trial.elapse();
    }

    private void timePasses() {
        trial.ahead = trial.ahead.plus(Duration.ofHours(random.nextInt(30)));
        script.add("it is +" + trial.ahead);
    }

    private void fails() {
        Trouble.Kind[] kinds = Trouble.Kind.values();
        int what = random.nextInt(kinds.length + 6);
        script.add("fault " + what);
        trial.api.setDown(what == kinds.length);
        TestingStore store = trial.stores().get(random.nextInt(trial.stores().size()));
        store.setTrouble(what < kinds.length ? Trouble.of(kinds[what], "trouble", "mend it") : null);
        if (what == kinds.length + 1 || what == kinds.length + 2) {
            store.loseNextAnswer(what == kinds.length + 1);
        }
        if (what == kinds.length + 3) {
            store.overwrite(place(NAMES.get(random.nextInt(2))));
        }
    }

    private void used() {
        any(trial.api.views().stream().filter(key -> key.state().isAccepted()).toList())
                .ifPresent(key -> trial.api.use(key.id(), "consumer", Instant.now()));
    }

    private void person() {
        if (random.nextInt(4) == 0) {
            any(open(RotationState.OBSERVING))
                    .ifPresent(row -> tried(
                            "rolls back", row, id -> new Rollback(trial.workshop("person")).rollBack(id, "person")));
        }
        boolean resumes = random.nextInt(3) > 0;
        any(resumes ? open(RotationState.NEEDS_ATTENTION) : trial.rotations().open())
                .ifPresent(row -> tried(resumes ? "resumes" : "aborts", row, id -> {
                    if (resumes) {
                        commands().resume(id, "person");
                    } else {
                        commands().abort(id, "person");
                    }
                }));
        if (random.nextInt(20) == 0) {
            any(trial.api.views()).ifPresent(key -> {
                script.add("a person revokes " + key.id());
                trial.api.revokeByPerson(key.id());
                endedByPeople.add(key.lineage());
            });
        }
    }

    private void tried(String what, RotationRow row, Consumer<UUID> command) {
        script.add("a person " + what + " " + row.id() + " in " + row.state() + " " + row.attention());
        attempt(() -> command.accept(row.id()));
    }

    private void killed(int which) {
        Puppet puppet = puppets[which];
        if (puppet != null) {
            script.add("worker " + which + " is killed");
            stage.kill(puppet);
            puppets[which] = null;
            killed++;
        }
    }

    /** A worker goes on for a few points, or starts. */
    private void worked(int which) {
        Puppet puppet = puppets[which];
        if (puppet == null) {
            RotationEngine engine = new RotationEngine(workshop(which + "-" + started++), Listener.NONE);
            puppet = new Puppet("worker " + which, engine::advanceNext);
        }
        boolean on = true;
        int points = 1 + random.nextInt(12);
        for (int point = 0; on && point < points; point++) {
            on = stage.goOn(puppet);
        }
        script.add("worker " + which + (on ? " goes on" : " is done"));
        assertThat(puppet.failure()).isNull();
        puppets[which] = on ? puppet : null;
    }

    private Workshop workshop(String worker) {
        var source = stage.database(trial.database.source());
        return new Workshop(
                trial.client,
                JdbcClient.create(source),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                new Sites(List.of(new Site(
                        "dev", trial.together(stage.store(trial.store), stage.store(trial.second)), trial.policy))),
                new DueClock(() -> Instant.now().plus(trial.ahead), true),
                worker,
                Duration.ofSeconds(30));
    }

    private List<RotationRow> open(RotationState state) {
        return trial.rotations().open().stream()
                .filter(row -> row.state() == state)
                .toList();
    }

    private Commands commands() {
        return new Commands(trial.workshop("person"));
    }

    private <T> Optional<T> any(List<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
    }

    /** What meets an api that is away, or a command that is refused, comes to nothing. */
    private void attempt(Runnable what) {
        try {
            what.run();
        } catch (CommandRefusedException
                | dev.keyturn.client.ApiException
                | dev.keyturn.client.ApiUnavailableException e) {
            script.add("    comes to nothing: " + e.getMessage());
        }
    }

    static Place place(String name) {
        return new Place(new EnvironmentTag("dev"), name);
    }

    @Override
    public void close() {
        trial.close();
    }
}
