package dev.keyturn.server;

import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import dev.keyturn.tenant.Setup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first tenant's owner, from the environment of the process. */
final class FirstOwner {
    private static final String EMAIL = "KEYTURN_ADMIN_EMAIL";
    private static final String PASSWORD = "KEYTURN_ADMIN_PASSWORD";
    private static final String TENANT = "KEYTURN_TENANT";

    private FirstOwner() {}

    static Setup.@Nullable Owner of(Map<String, String> environment) {
        String email = environment.getOrDefault(EMAIL, "");
        String password = environment.getOrDefault(PASSWORD, "");
        if (email.isEmpty() && password.isEmpty()) {
            return null;
        }
        if (email.isEmpty() || password.isEmpty()) {
            throw new StartException(
                    "Only one of " + EMAIL + " and " + PASSWORD + " is set.",
                    "Set both, or neither to get a one-time link.");
        }
        return new Setup.Owner(email, Secret.of(password), environment.getOrDefault(TENANT, "Keyturn"));
    }
}
