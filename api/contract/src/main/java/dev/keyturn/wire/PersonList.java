package dev.keyturn.wire;

import java.util.List;

/** The people of a tenant. */
public record PersonList(List<PersonView> people) {}
