package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks somebody in.
 *
 * @param scopes that the person may give to keys; absent for any
 */
public record NewInvitation(
        String email, String role, @Nullable List<String> scopes) {}
