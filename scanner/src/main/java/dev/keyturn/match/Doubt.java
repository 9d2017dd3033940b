package dev.keyturn.match;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.rule.Rule;

/** Tells what fits a rule's form and is all the same rather an illustration or a decoy than a secret. */
public final class Doubt {
    private static final double MERELY_COUNTING = 0.8;

    private Doubt() {}

    /** The rule as it counts for a secret that it found: a guess if there is doubt, and one that says why for a decoy. */
    @RevealsPlaintext("to look at the order of its characters")
    public static Rule rule(Rule found, Secret secret) {
        String plaintext = secret.reveal();
        if (found.findsDecoy(plaintext)) {
            return found.forDecoys();
        }
        return isIllustration(found, plaintext) ? found.guessing() : found;
    }

    /** Whether it merely counts, spells or repeats; what proves itself by a checksum is beyond doubt. */
    private static boolean isIllustration(Rule found, String plaintext) {
        return !found.own()
                && !found.detection().proof().isDecisive()
                && (Placeholders.countingShare(plaintext) > MERELY_COUNTING || Placeholders.isRow(plaintext));
    }
}
