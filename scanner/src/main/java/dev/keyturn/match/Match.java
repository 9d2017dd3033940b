package dev.keyturn.match;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Rule;
import java.util.List;

/**
 * A rule found a secret.
 *
 * @param rule the rule
 * @param secret the secret
 * @param lines line ends in the piece before it
 * @param ifElsewhere allow-lists that drop it if its place turns out to be one of theirs
 * @param comment whether a comment in its lines allows it
 */
public record Match(Rule rule, Secret secret, long lines, List<Allowlist> ifElsewhere, boolean comment) {}
