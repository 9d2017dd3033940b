package dev.keyturn.source.git;

/**
 * What a sweep leaves to a trace.
 *
 * @param store the objects
 * @param graph the commits
 * @param signatures what trees lead to
 */
record Swept(ObjectStore store, CommitGraph graph, Signatures signatures) {}
