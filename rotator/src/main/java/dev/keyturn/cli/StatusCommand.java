package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.DestinationStates;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.WireJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator status}: what is under way, what waits for a person, what ended last. */
@Command(
        name = "status",
        description = "Shows rotations that are under way, that wait for a person, and the last ones that ended.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int ENDED = 10;

    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.text;

    StatusCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        try (Assembly assembly = rotator.open(DueClock.real())) {
            boolean exists = assembly.database().exists();
            List<RotationRow> open = exists ? assembly.rotations().open() : List.of();
            List<RotationRow> over = exists ? assembly.rotations().over(ENDED) : List.of();
            PrintWriter out = RotatorCommand.out(spec);
            if (format == Format.json) {
                out.println(WireJson.mapper()
                        .writeValueAsString(Stream.concat(open.stream(), over.stream())
                                .map(row -> fields(row, destinations(assembly, row)))
                                .toList()));
            } else {
                if (open.isEmpty() && over.isEmpty()) {
                    out.println("No rotation yet.");
                }
                Stream.concat(open.stream(), over.stream())
                        .forEach(row -> print(row, destinations(assembly, row), out));
            }
            out.flush();
            boolean attention = open.stream().anyMatch(row -> row.state() == RotationState.NEEDS_ATTENTION);
            return attention ? RotatorCommand.FAILED : RotatorCommand.WELL;
        }
    }

    private static List<Rotation.Destination> destinations(Assembly assembly, RotationRow row) {
        return assembly.workshop()
                .sites()
                .find(row.environment())
                .map(site -> DestinationStates.of(row, site.store()))
                .orElse(List.of());
    }

    private static void print(RotationRow row, List<Rotation.Destination> destinations, PrintWriter out) {
        out.println(row.id() + "  " + row.environment() + "/" + row.slug() + "  " + row.state() + "  ("
                + row.cause().word() + ", " + Words.distance(row.updatedAt(), Instant.now()) + ")");
        if (row.attention() != null) {
            out.println("    needs you  " + row.attention().what() + ": " + row.attentionWords());
            out.println("    what to do " + row.attention().action());
            out.println("    more       docs/" + row.attention().runbook());
        }
        if (destinations.size() > 1) {
            destinations.forEach(one -> out.println("    " + one.name() + "  " + one.state() + "  " + one.address()
                    + (one.version() == null ? "" : " at version " + one.version())));
        }
        if (row.lastError() != null) {
            out.println("    tried " + row.attempt() + " times, last: " + row.lastError());
        }
        if (row.state() == RotationState.OBSERVING && row.deadline() != null) {
            out.println("    predecessor's grace ends " + Words.time(row.deadline())
                    + (row.laggards().isEmpty() ? "" : "; still on it: " + String.join(", ", row.laggards())));
        }
    }

    private static Map<String, Object> fields(RotationRow row, List<Rotation.Destination> destinations) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", row.id());
        fields.put("keyId", row.keyId());
        fields.put("environment", row.environment());
        fields.put("slug", row.slug());
        fields.put("state", row.state());
        fields.put("cause", row.cause().word());
        put(fields, "successorId", row.successorId());
        put(
                fields,
                "deliveredVersion",
                row.delivered() == null ? null : row.delivered().value());
        put(fields, "deadline", row.deadline());
        put(fields, "attention", row.attention());
        put(fields, "attentionWords", row.attentionWords());
        put(fields, "lastError", row.lastError());
        fields.put("laggards", row.laggards());
        fields.put("destinations", destinations);
        fields.put("updatedAt", row.updatedAt());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
