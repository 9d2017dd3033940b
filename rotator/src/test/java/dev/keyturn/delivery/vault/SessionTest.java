package dev.keyturn.delivery.vault;

import static dev.keyturn.delivery.vault.FaultyWire.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.vault.TestingOpenBao.Credentials;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, staying so, and not asking for trouble when it is refused. The clock is the test's. */
class SessionTest {
    private static final EnvironmentTag ENVIRONMENT = new EnvironmentTag("ses");
    private static final VaultPolicy POLICY = new VaultPolicy("secret", "keyturn", ENVIRONMENT);
    private static final Place PLACE = new Place(ENVIRONMENT, "service");
    private static final Reading ABSENT = new Reading.Absent();
    private static final String LOGIN = "POST auth/approle/login";
    private static final String RENEW = "POST auth/token/renew-self";

    private static TestingOpenBao bao;
    private static Credentials role;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T07:00:00Z"));
    private FaultyWire wire;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        bao = TestingOpenBao.shared();
        role = bao.rotatorRole(POLICY);
    }

    @BeforeEach
    void connect() throws IOException {
        wire = new FaultyWire(bao.address());
    }

    @AfterEach
    void disconnect() throws IOException {
        wire.close();
    }

    @Test
    void oneSignInServesUntilTwoThirdsOfTheTokensTimeAndThenItIsRenewed() {
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            pass(Duration.ofMinutes(39));
            store.read(PLACE);
            assertThat(wire.seen(RENEW)).isZero();
            pass(Duration.ofMinutes(2));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wire.seen(RENEW)).isEqualTo(1);
            pass(Duration.ofMinutes(41));
            assertThat(store.keepOpen()).isEmpty();
            assertThat(wire.seen(RENEW)).isEqualTo(2);
            assertThat(wire.seen(LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void aTokenWhoseTimeIsOverIsReplacedWithoutAsking() {
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            pass(Duration.ofDays(3));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wire.seen(RENEW)).isZero();
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
        }
    }

    @Test
    void aTokenThatCannotBeRenewedNowServesOn() {
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            pass(Duration.ofMinutes(41));
            wire.next(RENEW, answer(502, "", ""));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            store.read(PLACE);
            assertThat(wire.seen(RENEW)).isEqualTo(1);
            pass(Duration.ofMinutes(6));
            store.read(PLACE);
            assertThat(wire.seen(RENEW)).isEqualTo(2);
            assertThat(wire.seen(LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void aTokenThatFadesIsReplacedInTime() {
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            pass(Duration.ofMinutes(41));
            wire.next(RENEW, answer(200, "", "{\"auth\":{\"lease_duration\":900,\"renewable\":true}}"));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
        }
    }

    @Test
    void aTokenOfARoleThatGivesNoneToRenewIsReplacedAtTwoThirds() {
        SignIn batch = bao.role("ses-batch", POLICY.rotator(), Map.of("token_type", "batch", "token_ttl", "1h"))
                .signIn();
        try (VaultStore store = store(batch)) {
            store.read(PLACE);
            pass(Duration.ofMinutes(41));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wire.seen(RENEW)).isZero();
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
        }
    }

    @Test
    void aRevokedTokenIsReplacedOnce() {
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            bao.post("sys/leases/revoke-prefix/auth/approle/login", Map.of());
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(store.check(PLACE)).isEqualTo(new Ready(Version.NONE));
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
        }
    }

    @Test
    void manyWhoFindTheTokenDeadSignInOnce() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        try (VaultStore store = store(role.signIn())) {
            store.read(PLACE);
            bao.post("sys/leases/revoke-prefix/auth/approle/login", Map.of());
            List<Callable<Reading>> readers = Collections.nCopies(24, () -> store.read(PLACE));
            for (Future<Reading> reading : many.invokeAll(readers)) {
                assertThat(reading.get()).isEqualTo(ABSENT);
            }
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aRightThatIsLackingCostsNoSignIn() {
        try (VaultStore store = store(role.signIn())) {
            Place elsewhere = new Place(new EnvironmentTag("prd"), "service");
            for (int i = 0; i < 3; i++) {
                assertThat(((Trouble) store.read(elsewhere)).kind()).isEqualTo(Kind.DENIED);
            }
            assertThat(wire.seen(LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void aRefusedSecretIdIsNotTriedAgainUntilItChangesOrAQuarterOfAnHourWentBy() throws IOException {
        Path file = Files.writeString(directory.resolve("secret-id"), "wrong-secret-id\n");
        SignIn fromFile = new SignIn.AppRole("approle", role.roleId(), new CredentialSource.InFile(file));
        try (VaultStore store = store(fromFile)) {
            for (int i = 0; i < 20; i++) {
                Trouble trouble = (Trouble) store.read(PLACE);
                assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
                assertThat(trouble.what()).contains("the file " + file).doesNotContain("wrong-secret-id");
            }
            assertThat(wire.seen(LOGIN)).isEqualTo(1);
            pass(Duration.ofMinutes(16));
            store.read(PLACE);
            assertThat(wire.seen(LOGIN)).isEqualTo(2);
            write(file, role.secretId());
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wire.seen(LOGIN)).isEqualTo(3);
        }
    }

    @Test
    void aSecretIdThatIsRevokedWhileSignedInServesUntilTheTokenEnds() throws IOException {
        Path file = directory.resolve("secret-id");
        write(file, bao.secretId(POLICY.rotatorName()));
        SignIn fromFile = new SignIn.AppRole("approle", role.roleId(), new CredentialSource.InFile(file));
        try (VaultStore store = store(fromFile)) {
            store.read(PLACE);
            destroy(new CredentialSource.InFile(file).read().orElseThrow());
            pass(Duration.ofMinutes(41));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            pass(Duration.ofDays(1));
            assertThat(((Trouble) store.read(PLACE)).kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void withoutACredentialNobodyIsAsked() {
        List<CredentialSource> none = List.of(
                new CredentialSource.InFile(directory.resolve("not-there")),
                new CredentialSource.InFile(directory),
                new CredentialSource.InEnvironment("KEYTURN_TEST_NOT_SET"));
        for (CredentialSource source : none) {
            try (VaultStore store = store(new SignIn.AppRole("approle", role.roleId(), source))) {
                Trouble trouble = (Trouble) store.read(PLACE);
                assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
                assertThat(trouble.what()).contains("no credential", source.name());
            }
        }
        assertThat(wire.seen(LOGIN)).isZero();
    }

    @Test
    void aCredentialOfTwoWordsIsNone() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "two words\nand a line");
        assertThat(new CredentialSource.InFile(file).read()).isEmpty();
    }

    @Test
    void aMethodThatIsNotEnabledIsSaidSo() {
        SignIn nowhere =
                new SignIn.AppRole("approle-of-nobody", role.roleId(), new CredentialSource.Given(role.secretId()));
        try (VaultStore store = store(nowhere)) {
            Trouble trouble = (Trouble) store.check(PLACE);
            assertThat(trouble.what() + trouble.action()).contains("approle-of-nobody");
        }
    }

    @Test
    void aRoleThatLosesItsPolicyIsDeniedInWords() {
        Credentials bare = bao.role("ses-bare", "path \"secret/data/none\" { capabilities = [\"read\"] }", Map.of());
        try (VaultStore store = store(bare.signIn())) {
            Trouble trouble = (Trouble) store.check(PLACE);
            assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void aTokenFromAFileIsReadAgainWhenItEnds() throws IOException {
        Path file = directory.resolve("token");
        write(file, bao.signIn(role));
        try (VaultStore store = store(new SignIn.Token(new CredentialSource.InFile(file)))) {
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            bao.post("sys/leases/revoke-prefix/auth/approle/login", Map.of());
            assertThat(((Trouble) store.read(PLACE)).kind()).isEqualTo(Kind.DENIED);
            assertThat(((Trouble) store.read(PLACE)).kind()).isEqualTo(Kind.DENIED);
            write(file, bao.signIn(role));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        }
    }

    @Test
    void aTokenThatWasGivenIsRenewedAndNeverRevoked() {
        Secret token = bao.signIn(role);
        VaultStore store = store(new SignIn.Token(new CredentialSource.Given(token)));
        store.read(PLACE);
        pass(Duration.ofMinutes(41));
        assertThat(store.keepOpen()).isEmpty();
        assertThat(wire.seen(RENEW)).isEqualTo(1);
        store.close();
        assertThat(bao.status(token, "GET", "auth/token/lookup-self")).isEqualTo(200);
    }

    @Test
    void aTokenThatWasSignedInForEndsWithTheStore() {
        VaultStore store = store(role.signIn());
        store.read(PLACE);
        store.close();
        assertThat(wire.seen("POST auth/token/revoke-self")).isEqualTo(1);
        assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        assertThat(wire.seen(LOGIN)).isEqualTo(2);
        store.close();
    }

    private VaultStore store(SignIn signIn) {
        InstantSource clock = now::get;
        return new VaultStore(TestingOpenBao.settings(wire.address(), signIn), clock);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @RevealsPlaintext("hands the credential over in a file")
    private static void write(Path file, Secret credential) throws IOException {
        Files.writeString(file, credential.reveal() + "\n");
    }

    @RevealsPlaintext("has Vault forget a secret-id")
    private static void destroy(Secret secretId) {
        bao.post(
                "auth/approle/role/" + POLICY.rotatorName() + "/secret-id/destroy",
                Map.of("secret_id", secretId.reveal()));
    }
}
