package dev.keyturn.delivery.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One environment's AWS Secrets Manager, as configured. Credentials come from where the SDK looks: variables of the
 * environment, a profile, the container's or the instance's role.
 *
 * @param region such as {@code eu-central-1}
 * @param prefix what comes before the environment in a secret's name, {@code keyturn} by default
 * @param kmsKey the key that new secrets are encrypted with, if not the account's own
 * @param endpoint in place of the region's public one
 * @param patience how long to wait for an answer
 */
public record AwsSettings(
        String region, String prefix, Optional<String> kmsKey, Optional<URI> endpoint, Duration patience) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{5,32}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,128}");

    /** @throws IllegalArgumentException with words for a person if a value makes no sense */
    public AwsSettings {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("region is one of AWS's, such as eu-central-1");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("the prefix of a secret's name is made of letters, digits and /_+=.@-");
        }
    }
}
