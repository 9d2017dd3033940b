package dev.keyturn.match;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Rule;

/**
 * What became of something that a rule's keyword and form led to, for whoever asks why.
 *
 * @param rule the rule
 * @param secret what it took for the secret
 * @param lines line ends in the piece before it
 * @param kept whether it counts
 * @param why the reason, without the secret
 */
public record Weighed(Rule rule, Secret secret, long lines, boolean kept, String why) {}
