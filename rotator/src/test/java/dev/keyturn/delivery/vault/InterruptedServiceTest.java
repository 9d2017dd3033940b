package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A server that is sealed and killed under a store's hands: nothing is lost and the store goes on by itself. */
class InterruptedServiceTest {
    private static final EnvironmentTag DEV = new EnvironmentTag("dev");
    private static final Place PLACE = new Place(DEV, "interrupted");

    @Test
    void sealedUnsealedKilledAndStartedAgain() {
        TestingOpenBao bao = TestingOpenBao.shared();
        try (VaultStore store = store(bao)) {
            Delivery first = delivery(Version.NONE);
            assertThat(store.check(PLACE)).isEqualTo(new Ready(Version.NONE));
            bao.seal();
            assertRefused(store, first, Kind.LOCKED);
            bao.unseal();
            assertThat(store.write(first)).isEqualTo(new Written(new Version("1")));

            Delivery second = delivery(new Version("1"));
            bao.kill();
            assertRefused(store, second, Kind.UNAVAILABLE);
            bao.startAgain();
            assertRefused(store, second, Kind.LOCKED);
            assertThat(((Trouble) store.check(PLACE)).action()).contains("unseal");
            bao.unseal();
            assertThat(store.write(second)).isEqualTo(new Written(new Version("2")));
            Reading.Found found = (Reading.Found) store.read(PLACE);
            assertThat(found.held().key().fingerprint()).isEqualTo(second.key().fingerprint());
        }
    }

    private static void assertRefused(VaultStore store, Delivery delivery, Kind kind) {
        assertThat(((Trouble) store.check(PLACE)).kind()).isEqualTo(kind);
        assertThat(((Trouble) store.write(delivery)).kind()).isEqualTo(kind);
        assertThat(((Trouble) store.read(PLACE)).kind()).isEqualTo(kind);
    }

    private static VaultStore store(TestingOpenBao bao) {
        SignIn role = bao.rotatorRole(new VaultPolicy("secret", "keyturn", DEV)).signIn();
        return new VaultStore(TestingOpenBao.settings(bao.address(), role), InstantSource.system());
    }

    private static Delivery delivery(Version expected) {
        return new Delivery(PLACE, expected, ApiKey.generate(DEV, new SecureRandom()), "key-1");
    }
}
