package dev.keyturn.console;

import dev.keyturn.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files that a browser keeps. */
final class Download {
    private Download() {}

    /** A wire type, as the api answers it. */
    static ResponseEntity<byte[]> json(String name, Object content) {
        String text = WireJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(name))
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param name of letters, digits, dots and dashes */
    static String disposition(String name) {
        return "attachment; filename=\"" + name + "\"";
    }
}
