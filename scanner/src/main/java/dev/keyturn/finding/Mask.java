package dev.keyturn.finding;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.rule.Rule;

/** What may be shown of a secret: enough to recognise it by, never enough to guess it from. */
final class Mask {
    private static final int LONG = 32;
    private static final int MEDIUM = 16;

    private Mask() {}

    @RevealsPlaintext("shows a few characters of it")
    static String of(Rule rule, Secret secret) {
        String text = secret.reveal();
        if (rule.own()) {
            return ApiKey.parse(text).hint();
        }
        if (text.startsWith("-----BEGIN ")) {
            return text.substring(0, text.indexOf("-----", 11) + 5) + "…";
        }
        if (rule.generic() || text.length() < MEDIUM) {
            return text.substring(0, Math.min(2, text.length() / 4)) + "…";
        }
        String end = text.length() >= LONG ? text.substring(text.length() - 4) : "";
        return text.substring(0, 4) + "…" + end;
    }
}
