package dev.keyturn.finding;

import static dev.keyturn.finding.HidingPlace.Content.text;
import static dev.keyturn.finding.TextPlaces.ascii;

import dev.keyturn.finding.HidingPlace.Content;
import java.nio.charset.Charset;
import java.util.List;

/** What is known not to be found. What is found after all belongs into another list. */
final class NotFoundPlaces {
    private NotFoundPlaces() {}

    static List<Content> all() {
        return List.of(
                text(
                        "letters replaced by others",
                        key -> key.chars()
                                .mapToObj(c -> Character.toString(c == '_' || c < 'A' ? c : c + 1))
                                .collect(java.util.stream.Collectors.joining())),
                text(
                        "written backwards",
                        key -> new StringBuilder(key).reverse().toString()),
                text(
                        "a list whose underscores a program adds",
                        key -> "['sk', 'prd', '" + key.substring(7) + "'].join('_')"),
                new Content("EBCDIC", key -> ("key " + key).getBytes(Charset.forName("IBM1047"))),
                text("a key that is in part a variable", key -> "`sk_${environment}_" + key.substring(7) + "`"),
                new Content("bytes under a mask (XOR)", key -> {
                    byte[] bytes = ascii(key);
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] ^= 0x5a;
                    }
                    return bytes;
                }));
    }
}
