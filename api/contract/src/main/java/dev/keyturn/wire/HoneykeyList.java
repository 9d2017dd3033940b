package dev.keyturn.wire;

import java.util.List;

/** The decoys of a tenant. */
public record HoneykeyList(List<Honeykey> honeykeys) {}
