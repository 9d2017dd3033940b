package dev.keyturn.starter;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a service is configured with; the first two are needed.
 *
 * @param apiUrl address of the api, or of what stands before its replicas
 * @param apiKey the service's own key, with the scope {@code verifications:write}
 * @param environment whose keys are accepted; by default that of the service's own key
 * @param openPaths paths that need no key, each with everything below it; by default {@code /actuator/health}
 * @param cache whether answers are kept while a lease allows it
 */
@ConfigurationProperties("keyturn")
public record KeyturnProperties(
        @Nullable URI apiUrl,
        @Nullable String apiKey,
        @Nullable String environment,
        @DefaultValue("/actuator/health") List<String> openPaths,
        @DefaultValue("true") boolean cache) {

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "KeyturnProperties(apiUrl=" + apiUrl + ", environment=" + environment + ", openPaths=" + openPaths
                + ", cache=" + cache + ")";
    }
}
