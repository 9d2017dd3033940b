package dev.keyturn.configuration;

import dev.keyturn.key.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads a rotator's configuration from YAML. A property that it does not know is refused with the nearest that it does;
 * a message never repeats a value, which may be secret.
 */
final class SettingsFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new ReadsDuration())
                    .addDeserializer(LocalDate.class, new ReadsDay())
                    .addDeserializer(LocalTime.class, new ReadsTimeOfDay())
                    .addDeserializer(Secret.class, new ReadsSecret()))
            .build();

    private SettingsFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException with words for a person if it cannot be used
     */
    static RotatorSettings read(Path file) {
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (!(tree instanceof Map<?, ?> map)) {
                throw new ConfigurationException(file + " is no configuration: see docs/rotation.md for what it holds");
            }
            PropertyNames.check(map, RotatorSettings.class, "").ifPresent(words -> {
                throw new ConfigurationException(file + ": " + words);
            });
            return MAPPER.treeToValue(MAPPER.valueToTree(tree), RotatorSettings.class);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no file " + file + ": name the rotator's with --config");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage());
        } catch (MarkedYAMLException e) {
            throw new ConfigurationException(file + ", line "
                    + (e.getProblemMark().getLine() + 1) + ": this is no YAML (" + e.getProblem() + ")");
        } catch (YAMLException e) {
            throw new ConfigurationException(file + " is no YAML");
        } catch (JacksonException e) {
            throw new ConfigurationException(file + ": " + where(e) + ": " + reason(e));
        }
    }

    private static String where(JacksonException e) {
        String path = e instanceof DatabindException
                ? e.getPath().stream()
                        .map(reference -> reference.getPropertyName() == null
                                ? "[" + reference.getIndex() + "]"
                                : "." + reference.getPropertyName())
                        .collect(Collectors.joining())
                : "";
        return path.isEmpty() ? "the file" : path.substring(path.startsWith(".") ? 1 : 0);
    }

    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "the value is of another kind than expected";
    }

    private static final class ReadsSecret extends ValueDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) {
            return Secret.of(json.getString());
        }
    }
}
