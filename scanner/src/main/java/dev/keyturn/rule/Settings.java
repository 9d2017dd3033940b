package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * One table of a TOML file, read as gitleaks reads it: names without regard to case, unknown ones ignored, a number for
 * a text and a text for a number, one thing where several may stand, a comma between several in one text.
 */
final class Settings {
    private final String file;
    private final Map<String, Object> values = new HashMap<>();

    private Settings(String file, TomlTable table) {
        this.file = file;
        table.keySet().forEach(key -> {
            Object value = table.get(List.of(key));
            if (value != null) {
                values.put(key.toLowerCase(Locale.ROOT), value);
            }
        });
    }

    /**
     * The top of a file.
     *
     * @throws Complaint if it is no TOML
     */
    static Settings of(String file, String text) throws Complaint {
        TomlParseResult toml = parse(file, text);
        if (toml.hasErrors()) {
            throw new Complaint(file + " is no TOML: " + toml.errors().get(0), "correct that line");
        }
        return new Settings(file, toml);
    }

    /** The parser descends into brackets by recursion, so that too many of them exhaust its stack. */
    private static TomlParseResult parse(String file, String text) throws Complaint {
        try {
            return Toml.parse(text);
        } catch (StackOverflowError tooDeep) {
            throw new Complaint(file + " nests its values too deeply", "no rule needs that: look at what it holds");
        }
    }

    /** Empty if it is not there. */
    String text(String name) throws Complaint {
        Object value = values.get(name);
        return value == null ? "" : text(name, value);
    }

    /** False if it is not there. */
    boolean flag(String name) throws Complaint {
        return List.of("true", "1").contains(text(name).toLowerCase(Locale.ROOT));
    }

    /** Zero if it is not there. */
    double number(String name) throws Complaint {
        return count(name).orElse(0.0);
    }

    /** Nothing if it is not there. */
    Optional<Double> count(String name) throws Complaint {
        String digits = text(name);
        try {
            return digits.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(digits));
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
    }

    List<String> texts(String name) throws Complaint {
        Object value = values.get(name);
        if (value instanceof TomlArray array) {
            String[] texts = new String[array.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(name, array.get(i));
            }
            return List.of(texts);
        }
        String joined = text(name);
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }

    Optional<Settings> table(String name) throws Complaint {
        List<Settings> tables = tables(name);
        if (tables.size() > 1) {
            throw wrong(name, "one table");
        }
        return tables.stream().findFirst();
    }

    List<Settings> tables(String name) throws Complaint {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        List<?> items = value instanceof TomlArray array ? array.toList() : List.of(value);
        if (!items.stream().allMatch(TomlTable.class::isInstance)) {
            throw wrong(name, "a table");
        }
        return items.stream().map(item -> new Settings(file, (TomlTable) item)).toList();
    }

    private String text(String name, Object value) throws Complaint {
        if (value instanceof TomlArray || value instanceof TomlTable) {
            throw wrong(name, "a single value");
        }
        return value.toString();
    }

    private Complaint wrong(String name, String expected) {
        return new Complaint(file + ": " + name + " is not " + expected, "correct it, or remove it");
    }
}
