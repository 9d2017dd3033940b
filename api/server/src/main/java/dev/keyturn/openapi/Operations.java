package dev.keyturn.openapi;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** Describes a handler's method: who may call it, what it takes and what it answers. */
final class Operations {
    private static final Map<String, Object> PROBLEM = Map.of(
            "description",
            "a problem",
            "content",
            Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));

    private final Schemas schemas;

    Operations(Schemas schemas) {
        this.schemas = schemas;
    }

    /** @param line status and summary, such as {@code 201 Creates a key} */
    Map<String, Object> describe(HandlerMethod method, String line) {
        Map<String, Object> operation = new LinkedHashMap<>();
        List<Map<String, Object>> parameters = new ArrayList<>();
        operation.put("summary", line.substring(4));
        operation.put("security", List.of());
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (Caller.class.isAssignableFrom(parameter.getParameterType())) {
                operation.put("security", security(parameter.getParameterType()));
            } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
                operation.put("requestBody", body(parameter));
            } else {
                describe(parameter, parameters);
            }
        }
        operation.put("parameters", parameters);
        operation.put("responses", responses(method, line.substring(0, 3)));
        return operation;
    }

    private static List<Map<String, List<String>>> security(Class<?> caller) {
        Map<String, List<String>> person = Map.of("person", List.of());
        return caller == PersonCaller.class ? List.of(person) : List.of(person, Map.of("program", List.of()));
    }

    private Map<String, Object> body(MethodParameter parameter) {
        RequestBody annotation = parameter.getParameterAnnotation(RequestBody.class);
        boolean required = annotation != null && annotation.required();
        return Map.of("required", required, "content", json(parameter.getGenericParameterType()));
    }

    private void describe(MethodParameter parameter, List<Map<String, Object>> parameters) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            parameters.add(parameter(parameter, "path", null));
        } else if (query != null) {
            parameters.add(parameter(parameter, "query", query.name()));
        } else if (header != null) {
            parameters.add(parameter(parameter, "header", header.name()));
        }
    }

    private Map<String, Object> parameter(MethodParameter parameter, String place, @Nullable String name) {
        String given = name == null || name.isEmpty() ? parameter.getParameter().getName() : name;
        return Map.of(
                "name",
                given,
                "in",
                place,
                "required",
                place.equals("path"),
                "schema",
                schemas.of(parameter.getGenericParameterType()));
    }

    private Map<String, Object> responses(HandlerMethod method, String status) {
        Type type = unwrapped(method.getMethod().getGenericReturnType());
        Map<String, Object> answer = type == void.class
                ? Map.of("description", "done")
                : Map.of("description", "the answer", "content", json(type));
        return Map.of(status, answer, "default", PROBLEM);
    }

    private Map<String, Object> json(Type type) {
        return Map.of("application/json", Map.of("schema", schemas.of(type)));
    }

    /** What is inside a ResponseEntity or DeferredResult. */
    private static Type unwrapped(Type type) {
        boolean wrapped = type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && raw.getName().startsWith("org.springframework.");
        return wrapped ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }
}
