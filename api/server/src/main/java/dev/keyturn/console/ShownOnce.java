package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.util.List;
import org.springframework.web.servlet.ModelAndView;

/** Something to be copied now, in the one page that shows it: kept apart from what may be printed. */
final class ShownOnce {
    private final String label;
    private final Secret text;

    ShownOnce(String label, Secret text) {
        this.label = label;
        this.text = text;
    }

    public String label() {
        return label;
    }

    @RevealsPlaintext("the page that shows it, once")
    public String plaintext() {
        return text.reveal();
    }

    /** An address of this server that carries a token. */
    @RevealsPlaintext("the link is made of it")
    static ShownOnce link(String label, String address, Secret token) {
        return new ShownOnce(label, Secret.of(address + token.reveal()));
    }

    @Override
    public String toString() {
        return label;
    }

    /** The page that shows such things. */
    static ModelAndView page(PersonCaller caller, String heading, String meaning, List<ShownOnce> shown, String back) {
        return Page.of(caller, "once")
                .addObject("heading", heading)
                .addObject("meaning", meaning)
                .addObject("shown", shown)
                .addObject("back", back);
    }
}
