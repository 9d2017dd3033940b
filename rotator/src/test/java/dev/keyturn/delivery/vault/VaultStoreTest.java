package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.StoreContract;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against a server that works, whoever else writes into it. */
class VaultStoreTest extends StoreContract {
    private static final EnvironmentTag PRD = new EnvironmentTag("prd");

    private static TestingOpenBao bao;
    private static SignIn devRole;
    private static VaultStore store;

    @Override
    protected Store store() {
        return store;
    }

    @BeforeAll
    static void signIn() {
        bao = TestingOpenBao.shared();
        devRole = bao.rotatorRole(new VaultPolicy("secret", "keyturn", DEV)).signIn();
        store = store("secret", devRole);
    }

    @AfterAll
    static void signOut() {
        store.close();
    }

    @Test
    void aDeliveryIntoTheFutureIsAConflictToo() {
        store.write(delivery(Version.NONE));
        assertThat(store.write(delivery(new Version("7")))).isInstanceOf(Writing.Conflict.class);
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void aSecretThatWasWipedOutMeanwhileIsAConflict() {
        store.write(delivery(Version.NONE));
        bao.delete("secret/metadata/" + path());
        assertThat(store.write(delivery(new Version("1")))).isEqualTo(new Writing.Conflict(new Reading.Absent()));
    }

    @Test
    void aDeletedVersionStaysTheOneToExpect() {
        store.write(delivery(Version.NONE));
        bao.delete("secret/data/" + path());
        assertThat(store.read(place)).isEqualTo(new Reading.Deleted(new Version("1")));
        assertThat(store.check(place)).isEqualTo(new Ready(new Version("1")));
        assertThat(store.write(delivery(Version.NONE)))
                .isEqualTo(new Writing.Conflict(new Reading.Deleted(new Version("1"))));
        assertThat(store.write(delivery(new Version("1")))).isEqualTo(new Written(new Version("2")));
    }

    @Test
    void aDestroyedVersionReadsAsDeleted() {
        store.write(delivery(Version.NONE));
        bao.post("secret/destroy/" + path(), Map.of("versions", List.of(1)));
        assertThat(store.read(place)).isEqualTo(new Reading.Deleted(new Version("1")));
    }

    @Test
    @RevealsPlaintext("puts somebody else's content beside a key")
    void whatNoRotationPutThereIsForeign() {
        ApiKey key = key();
        foreign(Map.of("password", "correct horse"));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        foreign(Map.of("api_key", "sk_live_51abc", "key_id", "k"));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        foreign(Map.of("api_key", key.reveal()));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        foreign(Map.of("api_key", key.reveal().substring(1), "key_id", "k"));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        foreign(Map.of("api_key", key.reveal(), "key_id", "k", "password", "correct horse"));
        Reading.Foreign foreign = (Reading.Foreign) store.read(place);
        assertThat(foreign.version()).isEqualTo(new Version("5"));
        assertThat(foreign.why()).contains("1 other field").doesNotContain("horse");
    }

    @Test
    void notesLieBesideTheKeyAndLeaveOthersNotesAlone() {
        store.write(delivery(Version.NONE));
        bao.post("secret/metadata/" + path(), Map.of("custom_metadata", Map.of("owner", "payments")));
        Instant rotated = Instant.parse("2026-11-24T07:00:00Z");
        Notes notes = new Notes("rotation-1", "key-1", rotated, rotated.plusSeconds(90 * 86_400));
        assertThat(store.annotate(place, notes)).isEmpty();
        assertThat(bao.metadata("secret", path()).at("/custom_metadata").toString())
                .contains("\"owner\":\"payments\"", "\"rotation_id\":\"rotation-1\"", "\"key_id\":\"key-1\"")
                .contains("\"rotated_at\":\"2026-11-24T07:00:00Z\"", "\"next_rotation_at\":\"2027-02-22T07:00:00Z\"");
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void notesWithoutAKeyAreRefused() {
        assertThat(store.annotate(place, new Notes("r", "k", Instant.EPOCH, Instant.EPOCH)))
                .isPresent();
        assertThat(bao.metadata("secret", path()).isMissingNode()).isTrue();
    }

    @Test
    void anotherEnvironmentIsDenied() {
        Place elsewhere = new Place(PRD, place.slug());
        assertThat(((Trouble) store.check(elsewhere)).kind()).isEqualTo(Kind.DENIED);
        assertThat(((Trouble) store.check(elsewhere)).what()).contains("create on secret/data/keyturn/prd/");
        assertThat(((Trouble) store.read(elsewhere)).kind()).isEqualTo(Kind.DENIED);
        Delivery delivery = new Delivery(elsewhere, Version.NONE, ApiKey.generate(PRD, new SecureRandom()), "k");
        assertThat(((Trouble) store.write(delivery)).kind()).isEqualTo(Kind.DENIED);
        assertThat(store.annotate(elsewhere, new Notes("r", "k", Instant.EPOCH, Instant.EPOCH)))
                .hasValueSatisfying(trouble -> assertThat(trouble.kind()).isEqualTo(Kind.DENIED));
    }

    @Test
    void keyValueVersionOneIsRefusedBeforeAnythingIsWritten() {
        SignIn both = bao.role("both", "path \"old/*\" { capabilities = [\"create\", \"update\", \"read\"] }", Map.of())
                .signIn();
        try (VaultStore old = store("old", both)) {
            Trouble trouble = (Trouble) old.check(place);
            assertThat(trouble.kind()).isEqualTo(Kind.UNSUITABLE);
            assertThat(trouble.what()).contains("KV version 1");
            assertThat(trouble.action()).contains("enable-versioning");
            assertThat(old.write(delivery(Version.NONE))).isEqualTo(trouble);
            assertThat(old.read(place)).isEqualTo(trouble);
            assertThat(bao.get("old/data/" + path()).at("/data").isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void aMountThatIsMissingOrOfAnotherKindIsRefused() {
        try (VaultStore missing = store("nowhere", devRole);
                VaultStore system = store("cubbyhole", new SignIn.Token(new CredentialSource.Given(bao.rootToken())))) {
            assertThat(((Trouble) missing.check(place)).kind()).isEqualTo(Kind.UNSUITABLE);
            assertThat(((Trouble) missing.check(place)).what()).contains("nothing is mounted at nowhere/");
            assertThat(((Trouble) missing.write(delivery(Version.NONE))).kind()).isEqualTo(Kind.UNSUITABLE);
            assertThat(((Trouble) system.check(place)).what()).contains("no KV engine");
        }
    }

    @Test
    void theServersOwnRateLimitIsRecognised() {
        bao.post("sys/quotas/config", Map.of("enable_rate_limit_response_headers", true));
        bao.post("sys/quotas/rate-limit/one", Map.of("path", "secret/data/" + path(), "rate", 1, "interval", "1m"));
        try {
            assertThat(store.read(place)).isEqualTo(new Reading.Absent());
            Trouble trouble = (Trouble) store.write(delivery(Version.NONE));
            assertThat(trouble.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(trouble.retryAfter())
                    .hasValueSatisfying(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
        } finally {
            bao.delete("sys/quotas/rate-limit/one");
        }
    }

    @Test
    void aNamespaceHasItsOwnMounts() {
        bao.post("sys/namespaces/team", Map.of());
        VaultServer server = VaultServer.at(bao.address()).inNamespace("team");
        SignIn root = new SignIn.Token(new CredentialSource.Given(bao.rootToken()));
        try (VaultStore inside = new VaultStore(VaultSettings.of(server, root), InstantSource.system())) {
            assertThat(((Trouble) inside.check(place)).kind()).isEqualTo(Kind.UNSUITABLE);
            bao.post("team/sys/mounts/secret", Map.of("type", "kv", "options", Map.of("version", "2")));
            TestingOpenBao.await(() -> inside.check(place).equals(new Ready(Version.NONE)));
            assertThat(inside.write(delivery(Version.NONE))).isEqualTo(new Written(new Version("1")));
            assertThat(store.read(place)).isEqualTo(new Reading.Absent());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../prd/x",
                "..",
                ".",
                "a/b",
                "a b",
                "a%2Fb",
                "a?version=1",
                "a#b",
                "A",
                "é",
                "a\n",
                ".hidden",
                "-x",
                "a\\b",
                "a;b",
                "a:b"
            })
    void aSlugThatAPathWouldReadAsSomethingElseIsNoSlug(String slug) {
        assertThatThrownBy(() -> new Place(DEV, slug)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/secret", "secret/", "a//b", "..", "a/../b", "a/.", "a b", "a?b", "a%2fb", "Secret", "a#"})
    void aMountOrPrefixThatAUrlWouldReadAsSomethingElseIsRefused(String segments) {
        assertThatThrownBy(() -> store(segments, devRole)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VaultPolicy("secret", segments, DEV)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignIn.AppRole(segments, "role", new CredentialSource.Given(bao.rootToken())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsNeverDeliveredToAnotherEnvironment() {
        assertThatThrownBy(() -> new Delivery(new Place(PRD, "x"), Version.NONE, key(), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev");
    }

    private static VaultStore store(String mount, SignIn signIn) {
        return new VaultStore(
                new VaultSettings(VaultServer.at(bao.address()), mount, "keyturn", signIn), InstantSource.system());
    }

    private static ApiKey key() {
        return ApiKey.generate(DEV, new SecureRandom());
    }

    private void foreign(Map<String, String> fields) {
        bao.post("secret/data/" + path(), Map.of("data", fields));
    }

    private String path() {
        return "keyturn/" + place;
    }

    private int versions() {
        return bao.metadata("secret", path()).at("/versions").size();
    }
}
