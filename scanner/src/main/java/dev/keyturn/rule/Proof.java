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
            case NONE, AWS_ACCOUNT, JWT_HEADER -> false;
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
