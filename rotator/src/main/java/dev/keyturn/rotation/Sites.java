package dev.keyturn.rotation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The environments that this rotator serves, in the order of the configuration. */
public final class Sites {
    private final Map<String, Site> byName = new LinkedHashMap<>();

    public Sites(List<Site> sites) {
        sites.forEach(site -> byName.put(site.environment(), site));
    }

    /** Their short names. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** All of them. */
    public Collection<Site> all() {
        return byName.values();
    }

    /** The one of that name, if it is served here. */
    public Optional<Site> find(String environment) {
        return Optional.ofNullable(byName.get(environment));
    }
}
