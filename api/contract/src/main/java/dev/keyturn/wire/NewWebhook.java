package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for events to be sent.
 *
 * @param url an https address
 * @param types of events, such as {@code leak.recorded}; none or absent means all
 */
public record NewWebhook(String url, @Nullable List<String> types) {}
