package dev.keyturn.delivery.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.StoreContract;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The store against moto, whoever else uses it. */
class AwsStoreTest extends StoreContract {
    private static TestingAws aws;
    private static AwsStore store;
    private static SecretsManagerClient by;

    @Override
    protected Store store() {
        return store;
    }

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        aws = TestingAws.start();
        store = new AwsStore(aws.settings());
        by = SecretsManagerClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(aws.settings().endpoint().orElseThrow())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        by.close();
        store.close();
        aws.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void labelsSayWhichIsCurrentAndWhichWasBeforeAndNoneIsPending() {
        Version first = written(delivery(Version.NONE));
        Version second = written(delivery(first));
        assertThat(labels())
                .isEqualTo(Map.of(second.value(), List.of("AWSCURRENT"), first.value(), List.of("AWSPREVIOUS")));
        assertThat(store.read(place, first)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void whoLosesTheRaceLeavesNothingPending() {
        Version first = written(delivery(Version.NONE));
        written(delivery(first));
        assertThat(store.write(delivery(first))).isInstanceOf(Writing.Conflict.class);
        assertThat(labels().values()).doesNotContain(List.of("AWSPENDING"));
    }

    /** Whoever died between the two halves of a write left a version under AWSPENDING. */
    @Test
    void anAttemptThatStoppedHalfWayIsGoneOnWithAndMakesNoSecondVersion() {
        Version first = written(delivery(Version.NONE));
        Delivery next = delivery(first);
        by.putSecretValue(request -> request.secretId(name())
                .clientRequestToken(SecretText.token(next))
                .secretString(SecretText.of(next))
                .versionStages("AWSPENDING"));
        assertThat(((Reading.Found) store.read(place)).held().version()).isEqualTo(first);
        assertThat(written(next)).isEqualTo(new Version(SecretText.token(next)));
        assertThat(labels()).hasSize(2);
    }

    @Test
    void whatSomebodyElsePutThereIsForeign() {
        Version first = written(delivery(Version.NONE));
        by.putSecretValue(request -> request.secretId(name()).secretString("{\"password\":\"theirs\"}"));
        assertThat(store.check(place)).isNotEqualTo(new Ready(first));
        assertThat(store.read(place)).isInstanceOf(Reading.Foreign.class);
        assertThat(store.write(delivery(first))).isInstanceOf(Writing.Conflict.class);
    }

    @Test
    void whatWaitsForItsDeletionIsNotWritten() {
        Version first = written(delivery(Version.NONE));
        by.deleteSecret(request -> request.secretId(name()));
        assertThat(store.read(place)).isEqualTo(new Reading.Deleted(first));
        Trouble trouble = (Trouble) store.write(delivery(first));
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.UNSUITABLE);
        assertThat(trouble.action()).contains("restore-secret");
        assertThat(store.check(place)).isEqualTo(trouble);
    }

    @Test
    void whatSomebodyMadeEmptyIsFilled() {
        by.createSecret(request -> request.name(name()));
        assertThat(store.check(place)).isEqualTo(new Ready(Version.NONE));
        assertThat(store.check(place)).isEqualTo(new Ready(Version.NONE));
        Version first = written(delivery(Version.NONE));
        assertThat(store.check(place)).isEqualTo(new Ready(first));
    }

    @Test
    void notesAreTags() {
        written(delivery(Version.NONE));
        Instant now = Instant.parse("2026-11-24T07:00:00Z");
        assertThat(store.annotate(place, new Notes("rotation-1", "key-1", now, now.plusSeconds(60))))
                .isEmpty();
        assertThat(by.describeSecret(request -> request.secretId(name())).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .contains("keyturn:rotation_id=rotation-1", "keyturn:next_rotation_at=2026-11-24T07:01:00Z");
    }

    @Test
    void whoDoesNotAnswerCertainlyTookNothing() {
        AwsSettings nowhere = new AwsSettings(
                "eu-central-1",
                "keyturn",
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:1")),
                Duration.ofSeconds(1));
        try (AwsStore lost = new AwsStore(nowhere)) {
            assertThat(((Trouble) lost.write(delivery(Version.NONE))).kind()).isEqualTo(Trouble.Kind.UNAVAILABLE);
            assertThat(((Trouble) lost.check(place)).what()).contains("eu-central-1");
        }
    }

    private String name() {
        return "keyturn/" + place;
    }

    private Map<String, List<String>> labels() {
        return by.describeSecret(request -> request.secretId(name())).versionIdsToStages();
    }
}
