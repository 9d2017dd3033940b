package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of leaks, newest first.
 *
 * @param next cursor of the next page, absent on the last
 */
public record LeakList(List<Leak> leaks, @Nullable String next) {}
