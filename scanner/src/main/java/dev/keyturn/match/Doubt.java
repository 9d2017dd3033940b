package dev.keyturn.match;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.rule.Rule;

/** Tells what fits a rule's form and is all the same rather an illustration than a secret. */
public final class Doubt {
    private static final double MERELY_COUNTING = 0.8;

    private Doubt() {}

    /** Whether a secret merely counts or spells the alphabet; what proves itself by a checksum is beyond doubt. */
    @RevealsPlaintext("to look at the order of its characters")
    public static boolean about(Rule rule, Secret secret) {
        return !rule.own()
                && !rule.detection().proof().isDecisive()
                && Placeholders.countingShare(secret.reveal()) > MERELY_COUNTING;
    }
}
