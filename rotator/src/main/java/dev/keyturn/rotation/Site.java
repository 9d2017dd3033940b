package dev.keyturn.rotation;

import dev.keyturn.delivery.Store;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An environment that this rotator serves.
 *
 * @param environment its short name
 * @param store where its services take their keys from
 * @param policy of every key that has none of its own
 * @param own policies of some keys; of several that fit a key the first counts
 * @param after the environment whose same key goes first, if there is one
 */
public record Site(
        String environment,
        Store store,
        Policy policy,
        List<Share> own,
        @Nullable String after) {

    /** Keys that share a policy. */
    public record Share(Selection keys, Policy policy) {}

    public Site {
        own = List.copyOf(own);
    }

    /** An environment whose keys are all alike, and that waits for no other. */
    public Site(String environment, Store store, Policy policy) {
        this(environment, store, policy, List.of(), null);
    }

    /** The policy of a key. */
    public Policy policy(String slug) {
        return own.stream()
                .filter(share -> share.keys().has(slug))
                .map(Share::policy)
                .findFirst()
                .orElse(policy);
    }

    /** All keys of the environment, each in one share. */
    public List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Share share : own) {
            shares.add(new Share(new Selection(share.keys().pattern(), taken), share.policy()));
            taken.add(share.keys().pattern());
        }
        shares.add(new Share(new Selection("*", taken), policy));
        return shares;
    }
}
