package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.match.Evidence.Sign;
import dev.keyturn.rule.Rule;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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
            "changeme",
            "admin",
            "root",
            "guest",
            "postgres",
            "mypassword",
            "mypass",
            "userpass",
            "user-password",
            "testpass",
            "testpassword");

    /** Names and addresses that nobody has, by RFC 2606, 5737 and 3849. */
    private static final Pattern DOCUMENTED = Pattern.compile(
            "(?i)(^|\\.)example(\\.(com|org|net))?([:/]|$)|^192\\.0\\.2\\.|^198\\.51\\.100\\.|^203\\.0\\.113\\.|^\\[2001:db8:");

    private Guess() {}

    static Verdict assignment(Candidate candidate, Text text) {
        String match = candidate.match(text.bytes());
        String before =
                match.substring(0, candidate.at().groupStart() - candidate.at().start());
        Name name = Name.of(before, candidate.rule().tags().contains(Rule.SERVICE));
        Sign sign = sign(before);
        String secret = candidate.secret(text.bytes());
        if (Evidence.isHopeless(name, sign)
                || isHopeless(
                        text.bytes(),
                        candidate.at().groupStart(),
                        candidate.at().groupEnd())) {
            return new Verdict(false, () -> Evidence.of(name, sign, secret).words());
        }
        Evidence evidence = Evidence.of(name, sign, secret);
        return new Verdict(evidence.enough(), evidence::words);
    }

    /** Whether no name makes enough of a value: a word, a number, code or prose. Most values are one of these. */
    private static boolean isHopeless(byte[] bytes, int from, int to) {
        boolean letter = false;
        boolean other = false;
        for (int at = from; at < to; at++) {
            byte character = bytes[at];
            if (" ()[]{}<>\\;,".indexOf(character) >= 0) {
                return true;
            }
            boolean isLetter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
            letter |= isLetter || character < 0;
            other |= !isLetter && character != '_' && character != '.' && character != '-';
        }
        return !letter || !other;
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

    /** Judges the password in an address; the user's name and words for a password are none. */
    static Verdict address(String password, String address) {
        String user = address.substring(address.indexOf("://") + 3, address.indexOf(':', address.indexOf("://") + 3));
        if (Placeholders.isTemplate(password) || Placeholders.looksLike(password)) {
            return Verdict.dropped("the password is a placeholder");
        }
        if (password.equals(user) || NO_PASSWORDS.contains(password.toLowerCase(Locale.ROOT))) {
            return Verdict.dropped("the password is only the word or the user's name");
        }
        String host = address.substring(address.lastIndexOf('@') + 1);
        return isWord(password) && DOCUMENTED.matcher(host).find()
                ? Verdict.dropped("the host is one of those kept for documentation")
                : Verdict.kept("an address with a password in it");
    }

    private static boolean isWord(String text) {
        return text.chars().allMatch(Character::isLetter);
    }
}
