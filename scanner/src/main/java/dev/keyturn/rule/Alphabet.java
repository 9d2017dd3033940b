package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A set of characters made ready for comparing. */
final class Alphabet {
    private static final Map<String, Alphabet> KNOWN = new ConcurrentHashMap<>();

    private final String characters;
    private final boolean[] members = new boolean[128];
    private final String regex;

    private Alphabet(String characters) {
        this.characters = characters;
        for (int i = 0; i < characters.length(); i++) {
            members[characters.charAt(i)] = true;
        }
        regex = written();
    }

    /**
     * The set that descriptions of examples call by a name, or by ranges in brackets.
     *
     * @throws Complaint if no set has the name
     */
    static Alphabet of(String name) throws Complaint {
        Alphabet known = KNOWN.get(name);
        if (known == null) {
            known = new Alphabet(
                    name.startsWith("[")
                            ? Alphabets.ofRanges(name.substring(1, name.length() - 1))
                            : Alphabets.named(name));
            KNOWN.put(name, known);
        }
        return known;
    }

    boolean has(int character) {
        return character >= 0 && character < members.length && members[character];
    }

    boolean hasBothCases() {
        return has('Q') && has('q');
    }

    /** Count of its characters that are neither letters nor digits. */
    int others() {
        return (int) characters
                .chars()
                .filter(each -> !Character.isLetterOrDigit(each))
                .count();
    }

    int size() {
        return characters.length();
    }

    /** As a class of a regular expression. */
    String regex() {
        return regex;
    }

    private String written() {
        StringBuilder regex = new StringBuilder("[");
        for (int first = 0; first < members.length; first++) {
            if (members[first]) {
                int last = first;
                while (last + 1 < members.length && members[last + 1]) {
                    last++;
                }
                regex.append(escaped(first)).append(last > first ? "-" + escaped(last) : "");
                first = last;
            }
        }
        return regex.append(']').toString();
    }

    private static String escaped(int character) {
        return Character.isLetterOrDigit(character) ? Character.toString(character) : "\\" + (char) character;
    }
}
