package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before a delivery is tried. What was found good of the mount, and of the rights in an environment, is
 * taken for good for a minute with the same token: of thousands of deliveries each would ask Vault the same. Whoever has
 * lost a right since is refused by the write itself.
 */
final class Preflight {
    private static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private static final List<String> NEEDED = List.of("create", "update", "read");

    private final VaultSettings settings;
    private final Session session;
    private final Diagnosis diagnosis;
    private final InstantSource clock;
    private final Map<EnvironmentTag, Proven> proven = new ConcurrentHashMap<>();
    private final Map<Place, Seen> seen = new ConcurrentHashMap<>();
    private volatile boolean mountProven;

    private record Proven(Connection by, Instant until) {}

    private record Seen(JsonObject custom, Instant until) {}

    Preflight(VaultSettings settings, Session session, Diagnosis diagnosis, InstantSource clock) {
        this.settings = settings;
        this.session = session;
        this.diagnosis = diagnosis;
        this.clock = clock;
    }

    /** All of it; the version last, so that it is as fresh as can be. */
    Readiness of(VaultPath path) {
        EnvironmentTag environment = path.place().environment();
        if (isProven(environment)) {
            return version(path);
        }
        Optional<Trouble> trouble = mount("2").or(() -> rights(List.of(path.data(), path.metadata())));
        if (trouble.isPresent()) {
            return trouble.get();
        }
        Connection by = session.connection();
        if (by != null) {
            proven.put(environment, new Proven(by, clock.instant().plus(TRUSTED)));
        }
        return version(path);
    }

    private boolean isProven(EnvironmentTag environment) {
        Proven earlier = proven.get(environment);
        return earlier != null
                && earlier.by() == session.connection()
                && clock.instant().isBefore(earlier.until());
    }

    /** What is wrong with the mount, unless it was proven already. A KV v1 mount would take anything and answer 204. */
    Optional<Trouble> provenMount() {
        return mountProven ? Optional.empty() : mount("2");
    }

    /** What is wrong with a KV v1 mount, or with the rights in it. */
    Optional<Trouble> ofVersionOne(String path) {
        return provenVersionOne().or(() -> rights(List.of(path)));
    }

    /** What is wrong with a KV v1 mount, unless it was proven already: one of version 2 would take fields for a path. */
    Optional<Trouble> provenVersionOne() {
        return mountProven ? Optional.empty() : mount("1");
    }

    private Optional<Trouble> mount(String wanted) {
        Answer answer = session.ask(at -> at.get("sys/internal/ui/mounts/" + settings.mount()));
        if (answer instanceof Answer.Replied reply && reply.status() == 403) {
            return Optional.of(diagnosis.noMount());
        }
        if (!(answer instanceof Answer.Replied reply) || reply.status() != 200) {
            return Optional.of(diagnosis.of(answer));
        }
        JsonObject data = reply.object("data");
        String type = Answer.text(data, "type").orElse("");
        String version = Answer.text(reply.object("data", "options"), "version").orElse("1");
        if (!type.equals("kv") || !version.equals(wanted)) {
            mountProven = false;
            String found = type.equals("kv") ? "KV version " + version : "no KV engine";
            return Optional.of(wanted.equals("2") ? diagnosis.wrongMount(found) : diagnosis.notVersionOne(found));
        }
        if (!Answer.text(data, "path").orElse("").equals(settings.mount() + "/")) {
            return Optional.of(diagnosis.noMount());
        }
        mountProven = true;
        return Optional.empty();
    }

    private Optional<Trouble> rights(List<String> paths) {
        JsonArray asked = new JsonArray();
        paths.forEach(asked::add);
        Answer answer = session.ask(at -> at.post("sys/capabilities-self", new JsonObject().add("paths", asked)));
        if (!(answer instanceof Answer.Replied reply) || reply.status() != 200) {
            return Optional.of(diagnosis.of(answer));
        }
        List<String> lacking = new ArrayList<>();
        for (String one : paths) {
            List<String> granted = strings(reply.object("data").get(one));
            NEEDED.stream()
                    .filter(right -> !granted.contains(right) && !granted.contains("root"))
                    .forEach(right -> lacking.add(right + " on " + one));
        }
        return lacking.isEmpty() ? Optional.empty() : Optional.of(diagnosis.lacking(String.join(", ", lacking)));
    }

    private Readiness version(VaultPath path) {
        Answer answer = session.ask(at -> at.get(path.metadata()));
        if (answer instanceof Answer.Replied reply && reply.status() == 404) {
            return new Readiness.Ready(Version.NONE);
        }
        if (!(answer instanceof Answer.Replied reply) || reply.status() != 200) {
            return diagnosis.of(answer);
        }
        remember(path.place(), reply.object("data", "custom_metadata"));
        return new Readiness.Ready(Contents.version(Answer.number(reply.object("data"), "current_version")));
    }

    private void remember(Place place, JsonObject custom) {
        if (seen.size() >= REMEMBERED) {
            seen.clear();
        }
        seen.put(place, new Seen(custom, clock.instant().plus(TRUSTED)));
    }

    /** The custom metadata that the last check of a place saw, if that was within a minute; asking forgets it. */
    Optional<JsonObject> takeSeen(Place place) {
        return Optional.ofNullable(seen.remove(place))
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(Seen::custom);
    }

    private static List<String> strings(@Nullable JsonValue value) {
        return value == null || !value.isArray()
                ? List.of()
                : StreamSupport.stream(value.asArray().spliterator(), false)
                        .filter(JsonValue::isString)
                        .map(JsonValue::asString)
                        .toList();
    }
}
