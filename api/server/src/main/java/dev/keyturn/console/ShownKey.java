package dev.keyturn.console;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyView;
import org.jspecify.annotations.Nullable;

/** A new key, for the one page that shows its plaintext. */
final class ShownKey {
    private final IssuedKey issued;
    private final KeyView view;

    ShownKey(IssuedKey issued, KeyView view) {
        this.issued = issued;
        this.view = view;
    }

    @RevealsPlaintext("the page that shows a new key, once")
    public String plaintext() {
        return issued.key().reveal();
    }

    public String name() {
        return view.name();
    }

    public String environment() {
        return view.environment();
    }

    public boolean managed() {
        return view.managed();
    }

    public @Nullable String deliveryPath() {
        return view.deliveryPath();
    }

    @Override
    public String toString() {
        return view.hint();
    }
}
