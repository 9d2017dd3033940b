package dev.keyturn.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What a key's names and shape are examples of, made when they are asked for: a scan never does.
 *
 * @param names that may stand before the key, none if its shape has a beginning of its own
 * @param shape what the key looks like
 */
record KeyExamples(List<String> names, KeyShape shape) implements Examples {
    @Override
    public List<String> yes() {
        return assigned(shape.toString());
    }

    @Override
    public List<String> no() {
        List<String> no = assigned(shape.tooShort());
        if (!names.isEmpty()) {
            no.add("their_api_key = \"" + shape + "\"");
        }
        return no;
    }

    private List<String> assigned(String value) {
        List<String> all = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of("") : names) {
            all.add(name + "_api_key = \"" + value + "\"");
        }
        return all;
    }
}
