package dev.keyturn.wire;

import java.util.List;

/** Rotations, newest first. */
public record RotationList(List<Rotation> rotations) {}
