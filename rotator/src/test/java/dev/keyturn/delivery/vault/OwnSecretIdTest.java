package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.vault.CredentialSource.SecretIdFile;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The secret-id that the rotator looks after: had in a wrapping, and replaced before its time is over. */
class OwnSecretIdTest {
    private static final EnvironmentTag ENVIRONMENT = new EnvironmentTag("own");
    private static final VaultPolicy POLICY = new VaultPolicy("secret", "keyturn", ENVIRONMENT);
    private static final String ROLE = "auth/approle/role/" + POLICY.rotatorName();
    private static final Place PLACE = new Place(ENVIRONMENT, "service");
    private static final Reading ABSENT = new Reading.Absent();

    private static TestingOpenBao bao;
    private static String roleId;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        bao = TestingOpenBao.shared();
        roleId = bao.rotatorRole(POLICY).roleId();
        bao.post("sys/policies/acl/" + POLICY.ownSecretIdName(), Map.of("policy", POLICY.ownSecretId("approle")));
        bao.post(ROLE, Map.of("token_policies", POLICY.rotatorName() + "," + POLICY.ownSecretIdName()));
    }

    @Test
    void isReplacedAtItsAgeAndTheOldOneIsDestroyed() throws IOException {
        Secret first = put(bao.secretId(POLICY.rotatorName()));
        try (VaultStore store = store(Duration.ofDays(30))) {
            assertThat(store.keepOpen()).isEmpty();
            assertThat(kept()).isEqualTo(first);
            pass(Duration.ofDays(31));
            assertThat(store.keepOpen()).isEmpty();
            Secret second = kept();
            assertThat(second.equals(first)).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            assertThat(isAlive(first)).isFalse();
            assertThat(isAlive(second)).isTrue();
            assertThat(directory.resolve("secret-id.previous")).doesNotExist();
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        }
    }

    @Test
    void ofAShorterTimeIsReplacedAtTwoThirdsOfItAndHasTheSameTerms() throws IOException {
        String minted = bao.post(ROLE + "/secret-id", Map.of("ttl", "6h", "cidr_list", "127.0.0.1/32"))
                .at("/data/secret_id")
                .asString();
        Secret first = put(Secret.of(LeakOracle.declare(minted)));
        try (VaultStore store = store(Duration.ofDays(30))) {
            pass(Duration.ofHours(3));
            assertThat(store.keepOpen()).isEmpty();
            assertThat(kept()).isEqualTo(first);
            pass(Duration.ofHours(2));
            assertThat(store.keepOpen()).isEmpty();
            assertThat(isAlive(first)).isFalse();
            assertThat(about(kept()).at("/data/secret_id_ttl").asLong()).isEqualTo(6 * 3_600);
            assertThat(about(kept()).at("/data/cidr_list/0").asString()).isEqualTo("127.0.0.1/32");
        }
    }

    /** Whoever died after the file was written left the old one beside it. */
    @Test
    void whatADeadWorkerLeftAliveIsDestroyed() throws IOException {
        Secret old = bao.secretId(POLICY.rotatorName());
        put(bao.secretId(POLICY.rotatorName()));
        write(directory.resolve("secret-id.previous"), old);
        try (VaultStore store = store(Duration.ofDays(30))) {
            assertThat(store.keepOpen()).isEmpty();
            assertThat(isAlive(old)).isFalse();
            assertThat(isAlive(kept())).isTrue();
            assertThat(directory.resolve("secret-id.previous")).doesNotExist();
        }
    }

    @Test
    void withoutTheRightItStaysAndIsSaidSo() throws IOException {
        TestingOpenBao.Credentials bare = bao.role("own-bare", POLICY.rotator(), Map.of("token_period", "1h"));
        put(bare.secretId());
        SignIn signIn = new SignIn.AppRole("approle", bare.roleId(), source(Optional.empty(), Duration.ofDays(1)));
        try (VaultStore store = store(signIn)) {
            pass(Duration.ofDays(2));
            assertThat(store.keepOpen()).hasValueSatisfying(trouble -> {
                assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
                assertThat(trouble.what()).contains("secret-id/lookup (status 403)");
            });
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        }
    }

    @Test
    void comesInAWrappingThatIsOpenedOnce() throws IOException {
        Path wrapping = Files.writeString(directory.resolve("wrapping"), wrapped(ROLE + "/secret-id"));
        try (VaultStore store = store(role(Optional.of(wrapping)))) {
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
            assertThat(wrapping).doesNotExist();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
        try (VaultStore store = store(role(Optional.of(wrapping)))) {
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        }
    }

    @Test
    void aWrappingThatSomebodyOpenedBeforeMayBeATheft() throws IOException {
        Path wrapping = Files.writeString(directory.resolve("wrapping"), wrapped(ROLE + "/secret-id"));
        bao.post("sys/wrapping/unwrap", Map.of("token", Files.readString(wrapping)));
        try (VaultStore store = store(role(Optional.of(wrapping)))) {
            for (int i = 0; i < 2; i++) {
                Trouble trouble = (Trouble) store.read(PLACE);
                assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
                assertThat(trouble.what()).contains("was opened before", "MAY HAVE BEEN STOLEN");
                assertThat(trouble.action()).contains("destroy the secret-ids", "audit log");
            }
            Files.writeString(wrapping, wrapped(ROLE + "/role-id"));
            assertThat(((Trouble) store.read(PLACE)).what()).contains("wraps no secret-id");
            Files.writeString(wrapping, wrapped(ROLE + "/secret-id"));
            assertThat(store.read(PLACE)).isEqualTo(ABSENT);
        }
    }

    private static String wrapped(String path) {
        return LeakOracle.declare(bao.wrapped(path));
    }

    private static boolean isAlive(Secret secretId) {
        return about(secretId).at("/data/secret_id_accessor").isString();
    }

    @RevealsPlaintext("asks Vault about a secret-id")
    private static JsonNode about(Secret secretId) {
        return bao.post(ROLE + "/secret-id/lookup", Map.of("secret_id", secretId.reveal()));
    }

    private Secret put(Secret secretId) throws IOException {
        write(file(), secretId);
        return secretId;
    }

    @RevealsPlaintext("hands the credential over in a file")
    private static void write(Path file, Secret secretId) throws IOException {
        Files.writeString(file, secretId.reveal() + "\n");
    }

    private Secret kept() {
        return new CredentialSource.InFile(file()).read().orElseThrow();
    }

    private Path file() {
        return directory.resolve("secret-id");
    }

    private SecretIdFile source(Optional<Path> wrapping, Duration age) {
        return new SecretIdFile(file(), wrapping, Optional.of(age));
    }

    private SignIn role(Optional<Path> wrapping) {
        return new SignIn.AppRole("approle", roleId, source(wrapping, Duration.ofDays(30)));
    }

    private VaultStore store(Duration age) {
        return store(new SignIn.AppRole("approle", roleId, source(Optional.empty(), age)));
    }

    private VaultStore store(SignIn signIn) {
        InstantSource clock = now::get;
        return new VaultStore(TestingOpenBao.settings(bao.address(), signIn), clock);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
