package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.StoreContract;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Version 1 of the engine, for whoever asked for it. */
class PlainVaultStoreTest extends StoreContract {
    private static TestingOpenBao bao;
    private static SignIn role;
    private static PlainVaultStore store;

    @Override
    protected Store store() {
        return store;
    }

    @BeforeAll
    static void signIn() {
        bao = TestingOpenBao.shared();
        String rights = new VaultPolicy("secret", "keyturn", DEV).rotator().replace("secret/data/", "old/")
                + "path \"sys/internal/ui/mounts/+\" { capabilities = [\"read\"] }";
        role = bao.role("plain", rights, Map.of()).signIn();
        store = store("old");
    }

    @AfterAll
    static void signOut() {
        store.close();
    }

    @Test
    void whatSomebodyElseWroteIsForeignAndAtAnotherVersion() {
        Version version = written(delivery(Version.NONE));
        bao.post(store.address(place), Map.of("password", "correct horse"));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        assertThat(store.write(delivery(version))).isInstanceOf(Writing.Conflict.class);
    }

    @Test
    void versionTwoIsRefusedBecauseItPromisesMore() {
        try (PlainVaultStore two = store("secret")) {
            Trouble trouble = (Trouble) two.check(place);
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.UNSUITABLE);
            assertThat(trouble.what() + trouble.action()).contains("KV version 2", "leave kv-version out");
            assertThat(two.write(delivery(Version.NONE))).isEqualTo(trouble);
        }
    }

    private static PlainVaultStore store(String mount) {
        return new PlainVaultStore(
                new VaultSettings(VaultServer.at(bao.address()), mount, "keyturn", role), InstantSource.system());
    }
}
