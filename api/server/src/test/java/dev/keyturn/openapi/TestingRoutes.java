package dev.keyturn.openapi;

import dev.keyturn.server.TestingServer;
import java.util.Set;

/** The routes that a server has, for tests that walk all of them. */
public final class TestingRoutes {
    private TestingRoutes() {}

    /** Such as {@code GET /v1/keys/{id}}. */
    public static Set<String> of(TestingServer server) {
        return server.bean(OpenApiDocument.class).calls().keySet();
    }

    /** Whether it takes leaks from others, who prove themselves in their own ways. */
    public static boolean isIntake(String route) {
        return route.contains(" /v1/intake/") || route.endsWith("/v1/revocations");
    }
}
