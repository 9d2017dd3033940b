package dev.keyturn.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.Secret;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** JSON schemas of the wire's records: each record once, under its name, and by reference wherever it is used. */
final class Schemas {
    private static final Map<Class<?>, Map<String, Object>> PLAIN = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(UUID.class, Map.of("type", "string", "format", "uuid")),
            Map.entry(Instant.class, Map.of("type", "string", "format", "date-time")),
            Map.entry(ApiKey.class, Map.of("type", "string", "description", "plaintext, shown this once")),
            Map.entry(Secret.class, Map.of("type", "string", "format", "password")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, Map.of("type", "integer", "format", "int32")),
            Map.entry(Integer.class, Map.of("type", "integer", "format", "int32")),
            Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
            Map.entry(Long.class, Map.of("type", "integer", "format", "int64")));

    private final Map<String, Object> byName = new TreeMap<>();

    /** All records that were asked for, and those that they hold. */
    Map<String, Object> all() {
        return byName;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            return Collection.class.isAssignableFrom(raw)
                    ? Map.of("type", "array", "items", of(arguments[0]))
                    : Map.of("type", "object");
        }
        return type instanceof Class<?> plain ? of(plain) : Map.of();
    }

    private Map<String, Object> of(Class<?> type) {
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", words(type));
        }
        return type.isRecord() ? reference(type) : PLAIN.getOrDefault(type, Map.of());
    }

    private Map<String, Object> reference(Class<?> record) {
        String name = name(record);
        if (!byName.containsKey(name)) {
            byName.put(name, Map.of());
            byName.put(name, object(record));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static String name(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        return outer == null || !outer.isRecord() ? record.getSimpleName() : name(outer) + record.getSimpleName();
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(field -> {
                    JsonProperty word = field.getAnnotation(JsonProperty.class);
                    return word == null ? field.getName() : word.value();
                })
                .toList();
    }
}
