package dev.keyturn.wire;

/**
 * Connects a system that reports leaks.
 *
 * @param kind {@code github} for webhooks of a repository or organisation, {@code gitlab} for token revocation of a
 *     self-managed GitLab
 */
public record NewLeakSource(String kind, String name) {}
