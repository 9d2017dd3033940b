package dev.keyturn.starter;

import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Protects every route that is not open. A service that does not name its api and its key does not start. */
@AutoConfiguration
@EnableConfigurationProperties(KeyturnProperties.class)
public class KeyturnAutoConfiguration {
    /** Before Spring Security's chain, which stands at -100. */
    private static final int ORDER = -200;

    @Bean
    @ConditionalOnMissingBean
    KeyturnClient keyturnClient(KeyturnProperties properties) {
        return KeyturnClient.of(apiUrl(properties), Credentials.apiKey(ownKey(properties)));
    }

    @Bean
    KeyCheck keyCheck(KeyturnProperties properties, KeyturnClient api, KeyCache cache, UseTally uses) {
        String environment = properties.environment();
        return new KeyCheck(
                api,
                properties.cache() ? cache : null,
                uses,
                environment == null ? ownKey(properties).tag().value() : environment);
    }

    @Bean
    KeyCache keyCache() {
        return new KeyCache();
    }

    @Bean
    UseTally useTally() {
        return new UseTally();
    }

    @Bean
    @ConditionalOnProperty(name = "keyturn.cache", havingValue = "true", matchIfMissing = true)
    CacheBeats cacheBeats(KeyturnClient api, KeyCache cache, UseTally uses) {
        return new CacheBeats(api, cache, uses);
    }

    /** A service that registers a {@link KeyFilter} of its own says itself what it protects. */
    @Bean
    @ConditionalOnMissingBean(KeyFilter.class)
    FilterRegistrationBean<KeyFilter> keyFilter(KeyCheck check, KeyturnProperties properties) {
        FilterRegistrationBean<KeyFilter> filter =
                new FilterRegistrationBean<>(new KeyFilter(check, properties.openPaths(), null));
        filter.setOrder(ORDER);
        return filter;
    }

    @Bean
    WebMvcConfigurer verifiedKeys() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new VerifiedKeyResolver());
            }

            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.add(new RefusalResolver());
            }
        };
    }

    private static URI apiUrl(KeyturnProperties properties) {
        if (properties.apiUrl() == null) {
            throw new IllegalStateException("Set keyturn.api-url to the address of Keyturn's api.");
        }
        return properties.apiUrl();
    }

    private static ApiKey ownKey(KeyturnProperties properties) {
        @Nullable String key = properties.apiKey();
        if (key == null || key.isBlank()) {
            throw new IllegalStateException(
                    "Set keyturn.api-key to a key of this service's own, with the scope 'verifications:write'.");
        }
        try {
            return ApiKey.parse(key.strip());
        } catch (MalformedKeyException e) {
            throw new IllegalStateException("keyturn.api-key is no whole key: " + e.getMessage() + ".");
        }
    }
}
