package dev.keyturn.console;

import dev.keyturn.issuing.KeyReader;
import dev.keyturn.key.ApiKey;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which keys the list shows, as its address says.
 *
 * @param find part of a name or hint
 * @param show {@code live} leaves out revoked keys, {@code all} does not
 * @param after cursor of the page before
 */
record KeyFilter(
        @Nullable String find,
        @Nullable String environment,
        @Nullable String show,
        @Nullable String after) {
    private static final int PAGE = 50;

    KeyFilter {
        find = hint(blankToNull(find));
        environment = blankToNull(environment);
        after = blankToNull(after);
        show = "all".equals(show) ? "all" : "live";
    }

    /** The keys, and the filter as the form shows it. */
    record Shown(
            KeyFilter filter,
            List<KeyView> keys,
            List<String> environments,
            @Nullable String older) {
        public @Nullable String find() {
            return filter.find;
        }

        public @Nullable String environment() {
            return filter.environment;
        }

        public String show() {
            return String.valueOf(filter.show);
        }

        public String address() {
            return filter.address();
        }

        /** Whether anything but the first page of live keys was asked for. */
        public boolean filtered() {
            return !new KeyFilter(null, null, "live", null).equals(filter);
        }
    }

    KeyReader.Query query() {
        return new KeyReader.Query(environment, null, null, find, !"all".equals(show), PAGE, after);
    }

    Shown page(KeyList keys, List<String> environments) {
        return new Shown(this, keys.keys(), environments, keys.next() == null ? null : address(keys.next()));
    }

    /** The address that shows this. */
    String address() {
        return address(after);
    }

    private String address(@Nullable String cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(Page.HOME).queryParam("show", show);
        if (find != null) {
            address.queryParam("find", "{find}");
        }
        if (environment != null) {
            address.queryParam("environment", "{environment}");
        }
        if (cursor != null) {
            address.queryParam("after", "{after}");
        }
        return address.encode()
                .buildAndExpand(
                        java.util.Map.of("find", text(find), "environment", text(environment), "after", text(cursor)))
                .toUriString();
    }

    /** Whoever looks for a key by pasting it is shown its hint: it has no place in an address. */
    private static @Nullable String hint(@Nullable String find) {
        return find == null ? null : ApiKey.tryParse(find).map(ApiKey::hint).orElse(find);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
