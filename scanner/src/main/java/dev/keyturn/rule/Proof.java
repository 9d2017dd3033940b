package dev.keyturn.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the string itself can prove, without a network: a checksum that fits, a part that decodes. */
public enum Proof {
    NONE(secret -> true),
    GITHUB_CHECKSUM(Checksums::github),
    GITHUB_FINE_GRAINED(Checksums::githubFineGrained),
    GITLAB_CHECKSUM(Checksums::gitlab),
    GRAFANA_CHECKSUM(Checksums::grafana),
    VERCEL_CHECKSUM(Checksums::vercel),
    SALAD_CHECKSUM(Checksums::salad),
    APIFY_CHECKSUM(Checksums::apify),
    CONFLUENT_CHECKSUM(Checksums::confluent),
    ZUPLO_CHECKSUM(Checksums::zuplo),
    ATLASSIAN_CHECKSUM(Checksums::atlassian),
    CLOUDFLARE_CHECKSUM(Checksums::cloudflare),
    AZURE_CHECKSUM(Checksums::azure),
    BECH32(Bech32::holds),
    JSON_INSIDE(Decodable::jsonInside),
    GCP_SERVICE_ACCOUNT(Decodable::serviceAccount),
    BEDROCK_KEY(Decodable::bedrock),
    DISCORD_ID(Decodable::discord),
    BASIC_AUTH(Decodable::basicAuth),
    TEAMCITY_ID(Decodable::teamcity),
    JWT_HEADER(Decodable::jwt),
    PRIVATE_KEY(Decodable::privateKey),
    AWS_ACCOUNT(Decodable::awsAccessKey),
    PYPI_MACAROON(Decodable::pypi);

    private final Predicate<String> check;

    Proof(Predicate<String> check) {
        this.check = check;
    }

    /** Whether chance does not pass it: a string that does is no placeholder. */
    public boolean isDecisive() {
        return switch (this) {
            case NONE, AWS_ACCOUNT, JWT_HEADER, DISCORD_ID, JSON_INSIDE -> false;
            default -> true;
        };
    }

    /** Whether the string passes. */
    public boolean holds(String secret) {
        return check.test(secret);
    }

    /** What rule files call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Proof named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static String names() {
        return Arrays.stream(values()).map(Proof::word).collect(Collectors.joining(", "));
    }
}
