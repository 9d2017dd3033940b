package dev.keyturn.wire;

import java.util.List;

/** Invitations that were not accepted yet. */
public record InvitationList(List<Invitation> invitations) {}
