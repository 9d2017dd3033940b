package dev.keyturn.openapi;

import dev.keyturn.wire.WireJson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.json}. Made when it is first asked for, and kept. */
@RestController
final class OpenApiController {
    private final OpenApiDocument document;
    private volatile @Nullable String json;

    OpenApiController(OpenApiDocument document) {
        this.document = document;
    }

    @GetMapping(path = "/openapi.json", produces = "application/json")
    String show() {
        String made = json;
        if (made == null) {
            made = WireJson.mapper().writeValueAsString(document.make());
            json = made;
        }
        return made;
    }
}
