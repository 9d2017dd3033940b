package dev.keyturn.openapi;

import dev.keyturn.wire.Problem;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The document of the HTTP interface (OpenAPI 3.1), made of what is really mapped, so that it cannot fall behind. Only
 * the sentences are written by hand, one a call, in {@code openapi/calls.properties}.
 */
final class OpenApiDocument {
    private static final String CALLS = "/openapi/calls.properties";
    private static final String VERIFY = "/openapi/verify.json";

    private final RequestMappingHandlerMapping mapping;

    OpenApiDocument(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    Map<String, Object> make() {
        Schemas schemas = new Schemas();
        schemas.of(Problem.class);
        Map<String, Object> paths = paths(schemas);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Keyturn", "version", version()));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all(), "securitySchemes", securitySchemes()));
        return document;
    }

    /** The calls that are mapped below {@code /v1}, as {@code GET /v1/keys}, with what handles them. */
    Map<String, HandlerMethod> calls() {
        Map<String, HandlerMethod> calls = new TreeMap<>();
        mapping.getHandlerMethods().forEach((info, method) -> names(info, method, calls));
        return calls;
    }

    /** The sentence of each call. */
    static Properties sentences() {
        Properties sentences = new Properties();
        try (InputStream file = OpenApiDocument.class.getResourceAsStream(CALLS)) {
            sentences.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }

    private static void names(RequestMappingInfo info, HandlerMethod handler, Map<String, HandlerMethod> calls) {
        for (String path : info.getPatternValues()) {
            if (path.startsWith("/v1/")) {
                info.getMethodsCondition().getMethods().forEach(method -> calls.put(method + " " + path, handler));
            }
        }
    }

    private Map<String, Object> paths(Schemas schemas) {
        Operations operations = new Operations(schemas);
        Properties sentences = sentences();
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        calls().forEach((call, handler) -> {
            String[] parts = call.split(" ", 2);
            String line = sentences.getProperty(
                    call.replace(' ', '_'), "200 " + handler.getMethod().getName());
            paths.computeIfAbsent(parts[1], path -> new LinkedHashMap<>())
                    .put(parts[0].toLowerCase(Locale.ROOT), operations.describe(handler, line));
        });
        Map<String, Object> all = new TreeMap<>(paths);
        all.put("/v1/verify", verify());
        return all;
    }

    /** Verification is answered before anything is mapped; its description is written by hand. */
    private static Object verify() {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream(VERIFY)) {
            return WireJson.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of(
                "person", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                "program",
                        Map.of(
                                "type", "apiKey",
                                "in", "header",
                                "name", "Authorization",
                                "description", "ApiKey sk_…"));
    }

    private static String version() {
        String version = OpenApiDocument.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
