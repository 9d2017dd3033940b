package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.match.Evidence.Sign;
import dev.keyturn.rule.Rule;
import java.util.Locale;
import java.util.Set;

/** Judges what only the words around it make suspicious. */
final class Guess {
    private static final Set<String> NO_PASSWORDS = Set.of(
            "password",
            "passwd",
            "pass",
            "pwd",
            "user",
            "username",
            "test",
            "foo",
            "bar",
            "p",
            "pw",
            "x",
            "token",
            "mypassword",
            "mypass",
            "userpass",
            "user-password",
            "testpass",
            "testpassword");

    private Guess() {}

    static Verdict assignment(Candidate candidate, Text text) {
        String match = candidate.match(text.bytes());
        int value = candidate.at().groupStart() - candidate.at().start();
        String before = match.substring(0, value);
        Name name = Name.of(before, candidate.rule().tags().contains(Rule.SERVICE));
        Sign sign = sign(before);
        String secret = candidate.secret(text.bytes());
        if (Evidence.isHopeless(name, sign)) {
            return new Verdict(false, () -> Evidence.of(name, sign, secret).words());
        }
        Evidence evidence = Evidence.of(name, sign, secret);
        return new Verdict(evidence.enough(), evidence::words);
    }

    /** @param before the name and what stands between it and the value */
    private static Sign sign(String before) {
        char last = before.charAt(before.length() - 1);
        if (last == '"' || last == '\'' || last == '`') {
            return Sign.QUOTED;
        }
        for (int i = 0; i < before.length(); i++) {
            if ("=:,(>|".indexOf(before.charAt(i)) >= 0) {
                return Sign.BARE;
            }
        }
        return Sign.NONE;
    }

    static Verdict address(String password, String address) {
        String user = address.substring(address.indexOf("://") + 3, address.indexOf(':', address.indexOf("://") + 3));
        if (Placeholders.isTemplate(password) || Placeholders.looksLike(password)) {
            return Verdict.dropped("the password is a placeholder");
        }
        if (password.equals(user) || NO_PASSWORDS.contains(password.toLowerCase(Locale.ROOT))) {
            return Verdict.dropped("the password is only the word or the user's name");
        }
        return Verdict.kept("an address with a password in it");
    }
}
