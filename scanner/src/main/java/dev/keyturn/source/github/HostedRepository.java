package dev.keyturn.source.github;

import java.net.URI;

/**
 * A repository of an organisation.
 *
 * @param name owner and name, such as {@code acme/shop}
 * @param address where it is cloned from, without credentials
 */
public record HostedRepository(String name, URI address) {}
