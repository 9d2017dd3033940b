package dev.keyturn.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** One table of a TOML file whose keys are read without regard to case, as gitleaks reads them. */
final class Settings {
    private final Map<String, Object> values = new HashMap<>();

    Settings(TomlTable table) {
        table.keySet().forEach(key -> {
            Object value = table.get(List.of(key));
            if (value != null) {
                values.put(key.toLowerCase(Locale.ROOT), value);
            }
        });
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    boolean flag(String name) {
        return values.get(name) instanceof Boolean flag && flag;
    }

    double number(String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    List<String> texts(String name) {
        return items(values.get(name)).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    Optional<Settings> table(String name) {
        return values.get(name) instanceof TomlTable table ? Optional.of(new Settings(table)) : Optional.empty();
    }

    List<Settings> tables(String name) {
        return items(values.get(name)).stream()
                .filter(TomlTable.class::isInstance)
                .map(table -> new Settings((TomlTable) table))
                .toList();
    }

    private static List<Object> items(@Nullable Object value) {
        return value instanceof TomlArray array ? array.toList() : List.of();
    }
}
