package dev.keyturn.delivery.aws;

import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** The calls that a delivery is made of; each is sent once, and a failure is the SDK's. */
final class SecretsManager implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SecretsManager.class);
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    private final SecretsManagerClient client;
    private final Optional<String> kmsKey;

    SecretsManager(AwsSettings settings) {
        this.kmsKey = settings.kmsKey();
        SecretsManagerClientBuilder builder = SecretsManagerClient.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.patience())
                        .socketTimeout(settings.patience()))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.patience().multipliedBy(2)));
        settings.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    /**
     * What is known of a secret without reading it.
     *
     * @param current the version that AWSCURRENT is on, or {@link Version#NONE}
     * @param exists whether there is one
     * @param deleted whether it waits for its deletion
     */
    record About(Version current, boolean exists, boolean deleted) {}

    About about(String name) {
        try {
            DescribeSecretResponse secret = client.describeSecret(request -> request.secretId(name));
            return new About(current(secret), true, secret.deletedDate() != null);
        } catch (ResourceNotFoundException e) {
            return new About(Version.NONE, false, false);
        }
    }

    private static Version current(DescribeSecretResponse secret) {
        if (!secret.hasVersionIdsToStages()) {
            return Version.NONE;
        }
        return secret.versionIdsToStages().entrySet().stream()
                .filter(version -> version.getValue().contains(CURRENT))
                .map(version -> new Version(version.getKey()))
                .findFirst()
                .orElse(Version.NONE);
    }

    Reading served(String name) {
        return judged(request -> request.secretId(name).versionStage(CURRENT));
    }

    Reading version(String name, Version version) {
        return judged(request -> request.secretId(name).versionId(version.value()));
    }

    private Reading judged(Consumer<GetSecretValueRequest.Builder> which) {
        GetSecretValueResponse answer = client.getSecretValue(which);
        Version version = new Version(answer.versionId());
        String text = answer.secretString();
        return text == null ? new Reading.Foreign(version, "it is binary") : SecretText.judge(version, text);
    }

    /** Of two who create it one is told that it exists. */
    void create(String name, String token, String text) {
        client.createSecret(request -> request.name(name)
                .clientRequestToken(token)
                .secretString(text)
                .description("An API key, delivered and replaced by Keyturn")
                .kmsKeyId(kmsKey.orElse(null)));
    }

    /** Fills a secret that somebody made empty; the last of two who do so at once wins. */
    void fill(String name, String token, String text) {
        client.putSecretValue(
                request -> request.secretId(name).clientRequestToken(token).secretString(text));
    }

    /** Puts a version beside the current one. */
    void stage(String name, String token, String text) {
        client.putSecretValue(request -> request.secretId(name)
                .clientRequestToken(token)
                .secretString(text)
                .versionStages(PENDING));
    }

    /** Makes a staged version the current one, if that is still the expected one; in any case it is pending no more. */
    void promote(String name, String token, Version expected) {
        try {
            client.updateSecretVersionStage(request -> request.secretId(name)
                    .versionStage(CURRENT)
                    .removeFromVersionId(expected.value())
                    .moveToVersionId(token));
        } finally {
            unstage(name, token);
        }
    }

    /** A label that stays hinders whoever rotates the secret with a function of AWS's next. */
    private void unstage(String name, String token) {
        try {
            client.updateSecretVersionStage(
                    request -> request.secretId(name).versionStage(PENDING).removeFromVersionId(token));
        } catch (SdkException e) {
            log.info("AWSPENDING stays on a version of {} until the next delivery", name);
        }
    }

    void tag(String name, Notes notes) {
        Map<String, String> tags = Map.of(
                "keyturn:rotation_id", notes.rotationId(),
                "keyturn:key_id", notes.keyId(),
                "keyturn:rotated_at", notes.rotatedAt().toString(),
                "keyturn:next_rotation_at", notes.nextRotationAt().toString());
        List<Tag> all = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        client.tagResource(request -> request.secretId(name).tags(all));
    }

    @Override
    public void close() {
        client.close();
    }
}
