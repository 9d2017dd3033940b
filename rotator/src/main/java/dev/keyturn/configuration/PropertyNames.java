package dev.keyturn.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The names of properties, compared with the records that take them, before any value is looked at. */
final class PropertyNames {
    private PropertyNames() {}

    /** What is wrong with the first unknown name, for a person; nothing if all are known. */
    static Optional<String> check(Map<?, ?> properties, Class<?> type, String where) {
        return properties.entrySet().stream()
                .map(property -> check(property, type, where))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> check(Map.Entry<?, ?> property, Class<?> type, String where) {
        String name = String.valueOf(property.getKey());
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> kebab(component).equals(name))
                .findFirst()
                .map(component -> checkValue(property.getValue(), component.getGenericType(), where + name))
                .orElseGet(
                        () -> Optional.of(where + name + " is unknown; did you mean '" + nearest(name, type) + "'?"));
    }

    private static Optional<String> checkValue(Object value, Type type, String where) {
        if (value instanceof Map<?, ?> map && type instanceof Class<?> nested && nested.isRecord()) {
            return check(map, nested, where + ".");
        }
        if (value instanceof List<?> list && type instanceof ParameterizedType of) {
            return IntStream.range(0, list.size())
                    .mapToObj(i -> checkValue(list.get(i), of.getActualTypeArguments()[0], where + "[" + i + "]"))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static String nearest(String name, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(PropertyNames::kebab)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElse("");
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** How many letters must be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
