package dev.keyturn.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that has one dependency and two properties. */
class StarterTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestingServer api;
    private static TestingKeys keys;
    private static ConfigurableApplicationContext service;

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        KeyturnAutoConfiguration.class
    })
    @Import(Routes.class)
    static class Service {}

    @RestController
    static class Routes {
        @GetMapping("/whoami")
        String whoami(VerifiedKey key) {
            return key.id().toString();
        }

        @GetMapping("/events")
        String events(VerifiedKey key) {
            key.require("events:write");
            return "taken";
        }

        @GetMapping("/actuator/health/liveness")
        String liveness() {
            return "alive";
        }
    }

    @BeforeAll
    static void start() {
        api = TestingServer.start();
        keys = TestingKeys.tenant(api);
        service = startService(api);
    }

    @RevealsPlaintext("a service is configured with its own key")
    private static ConfigurableApplicationContext startService(TestingServer of) {
        return new SpringApplication(Service.class)
                .run(
                        "--server.port=0",
                        "--keyturn.api-url=" + of.url(),
                        "--keyturn.api-key="
                                + keys.issue("verifications:write").key().reveal());
    }

    @AfterAll
    static void stop() {
        service.close();
        api.close();
    }

    private static HttpResponse<String> get(String path, @Nullable String authorization) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    @Test
    void everyRouteNeedsAKeyUnlessItIsOpen() {
        Issued key = keys.issue("events:*");

        assertThat(get("/whoami", key.authorization()).body())
                .isEqualTo(key.id().toString());
        assertThat(get("/events", key.authorization()).body()).isEqualTo("taken");
        assertThat(get("/actuator/health/liveness", null).body()).isEqualTo("alive");
        for (String path :
                List.of("/whoami", "/events", "/none", "/actuator/healthy", "/actuator/health/../../whoami")) {
            assertThat(get(path, null).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(get("/whoami", "ApiKey sk_prd_short").headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(words -> assertThat(words).contains("MALFORMED"));
    }

    @Test
    void aKeyOpensWhatItIsForAndNothingElse() {
        HttpResponse<String> lacking =
                get("/events", keys.issue("memberships:read").authorization());
        assertThat(lacking.statusCode()).isEqualTo(403);
        assertThat(lacking.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(get("/whoami", keys.issueIn("dev", "ACTIVE").authorization()).statusCode())
                .isEqualTo(401);
        assertThat(get("/whoami", TestingKeys.tenant(api).issue().authorization())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aKeptAnswerEndsBeforeTheRevocationReturns() {
        await().until(() -> isListed());
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<Issued> issued = keys.issueMany(200);
            CompletableFuture.allOf(issued.stream()
                            .map(key -> CompletableFuture.runAsync(() -> revokeAndUse(key), clients))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            clients.shutdownNow();
        }
    }

    private static boolean isListed() {
        return receipt(keys.issue()).replicas().stream().anyMatch(StarterTest::isCache);
    }

    private static boolean isCache(Receipt.Replica replica) {
        return replica.id().startsWith("cache-") && replica.acknowledgedAt() != null;
    }

    private static Receipt receipt(Issued key) {
        return api.bean(Revocations.class)
                .revoke(keys.tenantId(), key.id(), RevocationReason.REQUESTED, "test")
                .orElseThrow();
    }

    private static void revokeAndUse(Issued key) {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/whoami", key.authorization()).statusCode()).isEqualTo(200);
        }
        Receipt receipt = receipt(key);
        assertThat(get("/whoami", key.authorization()).statusCode()).isEqualTo(401);
        assertThat(receipt.replicas()).anyMatch(StarterTest::isCache);
    }

    @Test
    void anotherTenantsRevocationsDoNotWaitForTheCache() {
        await().until(() -> isListed());
        TestingKeys others = TestingKeys.tenant(api);
        Issued key = others.issue();
        assertThat(api.bean(Revocations.class)
                        .revoke(others.tenantId(), key.id(), RevocationReason.REQUESTED, "test")
                        .orElseThrow()
                        .replicas())
                .noneMatch(StarterTest::isCache);
    }

    @Test
    void whatTheCacheAcceptsIsCounted() {
        Issued key = keys.issue();
        for (int i = 0; i < 50; i++) {
            assertThat(get("/whoami", key.authorization()).statusCode()).isEqualTo(200);
        }
        Issued reader = keys.issue("usage:read");
        await().until(() ->
                api
                                .get("/v1/keys/" + key.id() + "/consumers", reader.authorization())
                                .as(Consumers.class)
                                .consumers()
                                .stream()
                                .mapToLong(Consumers.Consumer::uses)
                                .sum()
                        == 50);
    }

    @Test
    void withoutTheApiNothingIsAccepted() {
        Map<String, Object> none = Map.of("keyturn.api-url", "http://127.0.0.1:9", "server.port", 0);
        SpringApplication application = new SpringApplication(Service.class);
        application.setDefaultProperties(none);
        ConfigurableApplicationContext before = service;
        try (ConfigurableApplicationContext alone = application.run("--keyturn.api-key=" + ownKey())) {
            service = alone;
            HttpResponse<String> answer = get("/whoami", keys.issue().authorization());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        } finally {
            service = before;
        }
    }

    @RevealsPlaintext("a service is configured with its own key")
    private static String ownKey() {
        return keys.issue("verifications:write").key().reveal();
    }
}
