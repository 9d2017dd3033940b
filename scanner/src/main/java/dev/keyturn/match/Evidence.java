package dev.keyturn.match;

import dev.keyturn.match.Name.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What speaks for and against a guess, in points with reasons. */
final class Evidence {
    /** From so many points on a guess is worth a person's look. */
    static final int ENOUGH = 9;

    /** The most that a value gives: a password's mixture of characters, unlike words. */
    private static final int MOST_OF_VALUE = 5;

    /** How services mark what opens nothing but a place to try things out. */
    private static final Pattern SANDBOX = Pattern.compile("(?i)sandbox|(^|[_-])s(d)?bx[_-]");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");

    private final List<String> reasons = new ArrayList<>(8);
    private final List<Integer> each = new ArrayList<>(8);
    private int points;

    /** Weighs an assignment. */
    static Evidence of(Name name, Sign sign, String text) {
        Evidence evidence = new Evidence();
        evidence.name(name);
        evidence.sign(sign, name);
        evidence.add(
                sign == Sign.BARE && name.alone() && HEXADECIMAL.matcher(text).matches() ? -1 : 0, "perhaps a hash");
        if (Placeholders.isTemplate(text) || Placeholders.looksLike(text)) {
            evidence.add(-20, "the value is a placeholder");
            return evidence;
        }
        if (text.contains("://") || text.startsWith("#") || text.startsWith("/")) {
            evidence.add(-8, "the value is an address, a path or a selector");
        }
        if (SANDBOX.matcher(text).find()) {
            evidence.add(-8, "the value is for a sandbox");
        }
        Value value = Value.of(text);
        if (name.kind() == Kind.PASSWORD && value.length() < 20) {
            evidence.password(text, value, sign);
        } else {
            evidence.token(value, name);
        }
        return evidence;
    }

    /** Whether no value whatever makes up for such a name, so assigned. */
    static boolean isHopeless(Name name, Sign sign) {
        Evidence evidence = new Evidence();
        evidence.name(name);
        evidence.sign(sign, name);
        return evidence.points + MOST_OF_VALUE < ENOUGH;
    }

    /** How the value is assigned. */
    enum Sign {
        QUOTED,
        BARE,
        NONE
    }

    boolean enough() {
        return points >= ENOUGH;
    }

    String words() {
        StringBuilder words = new StringBuilder(64)
                .append(points)
                .append(" of ")
                .append(ENOUGH)
                .append(" points");
        for (int i = 0; i < reasons.size(); i++) {
            words.append(i == 0 ? ": " : ", ")
                    .append(reasons.get(i))
                    .append(each.get(i) > 0 ? " +" : " ")
                    .append(each.get(i));
        }
        return words.toString();
    }

    private void add(int more, String reason) {
        points += more;
        if (more != 0) {
            reasons.add(reason);
            each.add(more);
        }
    }

    private void name(Name name) {
        switch (name.kind()) {
            case PASSWORD -> add(4, "the name says password");
            case SECRET -> add(4, "the name says secret");
            case KEY -> add(2, "the name says key");
            case OTHER -> add(-5, "the name is about something else");
            case UNKNOWN -> add(0, "the name says nothing");
        }
        if (name.service() && name.kind() != Kind.UNKNOWN) {
            add(3, "the name names a service");
        }
    }

    private void sign(Sign sign, Name name) {
        switch (sign) {
            case QUOTED -> add(2, "assigned in quotes");
            case BARE -> add(1, "assigned");
            case NONE -> add(name.kind() == Kind.PASSWORD ? 1 : 0, "beside the name");
        }
    }

    private void token(Value value, Name name) {
        int length = value.length() - value.prefix();
        if (length < 12) {
            add(-6, "short");
        } else if (length < 16) {
            add(-2, "rather short");
        }
        form(value);
        if (value.length() >= 20 && !value.hasUsualLength() && (name.service() || name.kind() == Kind.UNKNOWN)) {
            add(-2, "of a length that generators rarely make");
        }
        if (value.counting() > 0.3) {
            add(name.service() && value.counting() < 0.9 ? -1 : -4, "counts or spells the alphabet");
        }
    }

    private void form(Value value) {
        switch (value.form()) {
            case UUID -> add(4, "a UUID");
            case HEXADECIMAL -> hexadecimal(value);
            case DIGITS -> add(-6, "digits only");
            case LETTERS -> add(-6, "letters only");
            case TOKEN -> random(value);
            case OTHER -> add(-5, "of characters that tokens don't have");
        }
    }

    private void hexadecimal(Value value) {
        boolean usual = value.length() % 8 == 0 && value.length() >= 16;
        add(usual ? 4 : value.length() >= 20 ? 3 : 0, "hexadecimal");
    }

    private void random(Value value) {
        double bits = value.randomness();
        add(
                bits >= 4.7 || bits >= 4.3 && value.length() >= 32
                        ? 4
                        : bits >= 4.3 ? 3 : bits >= 4 ? 1 : bits >= 3.7 ? -2 : -6,
                "unlike words by so many bits a character");
    }

    private void password(String text, Value value, Sign sign) {
        boolean digit = text.chars().anyMatch(Character::isDigit);
        boolean letter = text.chars().anyMatch(Character::isLetter);
        boolean other = text.chars().anyMatch(character -> "!@#$%^&*+?~".indexOf(character) >= 0);
        if (text.chars().anyMatch(character -> " ()[]{}<>\\;,".indexOf(character) >= 0)) {
            add(-5, "code or prose");
        }
        add(value.length() < 6 ? -6 : 0, "its length");
        add(letter && (digit || other) ? 3 : -4, "a mixture of characters");
        add(value.counting() > 0.5 ? -3 : 0, "counting");
        add(value.randomness() >= 4.2 ? 2 : 0, "unlike words");
        add(sign == Sign.NONE ? -4 : 0, "not assigned");
    }
}
