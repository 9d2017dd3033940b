package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of keys, newest first.
 *
 * @param next cursor of the next page, absent on the last
 */
public record KeyList(List<KeyView> keys, @Nullable String next) {}
