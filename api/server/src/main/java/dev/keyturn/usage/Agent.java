package dev.keyturn.usage;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The family of a User-Agent: its product without version, a browser by its name. */
final class Agent {
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,39}");
    private static final List<String> BROWSERS = List.of("Firefox", "Edg", "OPR", "Chrome", "Safari");

    private Agent() {}

    /** {@code unknown} if there is none that could be read. */
    static String family(@Nullable String userAgent) {
        if (userAgent == null) {
            return "unknown";
        }
        if (userAgent.startsWith("Mozilla/")) {
            return browser(userAgent);
        }
        Matcher product = PRODUCT.matcher(userAgent);
        return product.lookingAt() ? product.group().toLowerCase(Locale.ROOT) : "unknown";
    }

    private static String browser(String userAgent) {
        return BROWSERS.stream()
                .filter(name -> userAgent.contains(name + "/"))
                .findFirst()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .orElse("browser");
    }
}
