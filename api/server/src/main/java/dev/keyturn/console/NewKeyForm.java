package dev.keyturn.console;

import dev.keyturn.wire.NewKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the form for a new key holds.
 *
 * @param once token of this form
 * @param scopes those of Keyturn's own that are ticked
 * @param others those of services, separated by blanks or commas
 */
record NewKeyForm(
        @Nullable String once,
        String name,
        String environment,
        @Nullable Boolean managed,
        List<String> scopes,
        String others) {
    private static final String PREFIX = "console-";

    NewKeyForm {
        once = once == null || !once.startsWith(PREFIX) ? newToken() : once;
        name = name == null ? "" : name;
        managed = Boolean.TRUE.equals(managed);
        environment = environment == null ? "" : environment;
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        others = others == null ? "" : others;
    }

    static NewKeyForm empty() {
        return new NewKeyForm(null, "", "", null, List.of(), "");
    }

    /** The same form to be corrected, with a token that was not sent yet. */
    NewKeyForm again() {
        return new NewKeyForm(newToken(), name, environment, managed, scopes, others);
    }

    NewKey asked() {
        List<String> all = new ArrayList<>(scopes);
        for (String scope : others.strip().split("[\\s,]+")) {
            if (!scope.isEmpty()) {
                all.add(scope);
            }
        }
        return new NewKey(name, environment, all, managed);
    }

    private static String newToken() {
        return PREFIX + UUID.randomUUID();
    }
}
