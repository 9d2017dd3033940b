package dev.keyturn.policy;

import dev.keyturn.caller.Network;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EnvironmentPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether keys are as their environment demands. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * What the rules look at.
     *
     * @param createdAt absent for a key to be
     */
    public record Subject(
            String name,
            @Nullable String owner,
            List<Network> networks,
            @Nullable Instant createdAt) {}

    /** A rule that is broken, and how. */
    record Broken(String rule, String detail) {}

    /** @throws ProblemException if a key is not as demanded: what is wrong and what to do */
    public static void demand(EnvironmentPolicy policy, String environment, Subject key) {
        List<Broken> broken = broken(policy, key, Instant.EPOCH);
        if (!broken.isEmpty()) {
            throw ProblemException.invalid(
                    "The policy of " + environment + " refuses this key. " + broken.get(0).detail);
        }
    }

    static List<Broken> broken(EnvironmentPolicy policy, Subject key, Instant now) {
        List<Broken> broken = new ArrayList<>();
        if (Boolean.TRUE.equals(policy.ownerRequired()) && key.owner == null) {
            broken.add(new Broken("owner-required", "'owner' is missing: say who answers for the key."));
        }
        if (policy.namePattern() != null
                && !NamePattern.of(policy.namePattern()).fits(key.name)) {
            String hint = policy.nameHint() == null ? "" : " " + policy.nameHint();
            broken.add(new Broken("name-pattern", "'name' has the form " + policy.namePattern() + "." + hint));
        }
        if (policy.allowedNetworks() != null && !within(policy.allowedNetworks(), key.networks)) {
            broken.add(new Broken(
                    "allowed-networks",
                    "'networks' lie within " + String.join(", ", policy.allowedNetworks())
                            + ", and there is at least one."));
        }
        if (isTooOld(policy.maximumAgeDays(), key.createdAt, now)) {
            broken.add(
                    new Broken("maximum-age", "The key is older than " + policy.maximumAgeDays() + " days. Roll it."));
        }
        return broken;
    }

    private static boolean within(List<String> allowed, List<Network> networks) {
        List<Network> ranges = allowed.stream().map(Network::parse).toList();
        return !networks.isEmpty()
                && networks.stream().allMatch(network -> ranges.stream().anyMatch(range -> range.contains(network)));
    }

    private static boolean isTooOld(@Nullable Integer days, @Nullable Instant createdAt, Instant now) {
        return days != null
                && createdAt != null
                && createdAt.plus(Duration.ofDays(days)).isBefore(now);
    }
}
