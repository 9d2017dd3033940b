package dev.keyturn.wire;

import java.util.List;

/** The sessions of a person, the newest first. */
public record SessionList(List<SessionView> sessions) {}
