package dev.keyturn.delivery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Versions of several destinations as one: {@code vault=4,files=2-ab}. A text without a name is the version of the first
 * destination, as it was recorded while there was no other; a destination that is not named holds nothing yet.
 */
final class Parts {
    private final Map<String, Version> byName = new LinkedHashMap<>();

    /** The versions of some destinations. */
    static Parts of(Version version, String first) {
        Parts parts = new Parts();
        if (!version.value().contains("=")) {
            return version.equals(Version.NONE) ? parts : parts.with(first, version);
        }
        Arrays.stream(version.value().split(",", -1))
                .map(part -> part.split("=", 2))
                .forEach(part -> parts.with(part[0], new Version(part[1])));
        return parts;
    }

    /** Adds that of one more destination. */
    Parts with(String name, Version version) {
        byName.put(name, version);
        return this;
    }

    Version get(String name) {
        return byName.getOrDefault(name, Version.NONE);
    }

    Optional<Version> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All that were named, as one version. */
    Version whole() {
        return new Version(byName.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(",")));
    }

    /** What a version says of these destinations, in their order; plain where there is only one, or nothing anywhere. */
    static Version whole(List<String> names, Parts parts) {
        if (names.size() == 1) {
            return parts.get(names.get(0));
        }
        Parts ordered = new Parts();
        names.forEach(name -> ordered.with(name, parts.get(name)));
        boolean nothing = ordered.byName.values().stream().allMatch(Version.NONE::equals);
        return nothing ? Version.NONE : ordered.whole();
    }
}
