package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.delivery.Place;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The client under the driver keeps the driver's traps shut. */
class GuardedHttpClientTest {
    @Test
    @RevealsPlaintext("the driver is tried without our adapter")
    void theDriversDeleteReachesNoServer() throws Exception {
        TestingOpenBao bao = TestingOpenBao.shared();
        try (FaultyWire wire = new FaultyWire(bao.address())) {
            HttpClient client = new GuardedHttpClient(HttpClient.newHttpClient(), Duration.ofSeconds(5));
            VaultConfig config = new VaultConfig()
                    .address(wire.address().toString())
                    .token(bao.rootToken().reveal())
                    .httpClient(client)
                    .build();
            Vault driver = Vault.create(config, 2);
            assertThatThrownBy(() -> driver.logical().delete("secret/keyturn/dev/service"))
                    .isInstanceOf(VaultException.class);
            assertThat(wire.seen("DELETE")).isZero();
        }
    }

    @Test
    void manyCallsShareOneClient() {
        TestingOpenBao bao = TestingOpenBao.shared();
        EnvironmentTag environment = new EnvironmentTag("one");
        SignIn role = bao.rotatorRole(new VaultPolicy("secret", "keyturn", environment))
                .signIn();
        long before = selectors();
        try (VaultStore store = new VaultStore(TestingOpenBao.settings(bao.address(), role), InstantSource.system())) {
            for (int i = 0; i < 100; i++) {
                store.read(new Place(environment, "service"));
            }
            assertThat(selectors() - before).isLessThanOrEqualTo(1);
        }
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .count();
    }
}
