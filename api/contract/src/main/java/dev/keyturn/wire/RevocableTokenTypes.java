package dev.keyturn.wire;

import java.util.List;

/** The types of tokens that GitLab may send, as its token revocation asks for them. */
public record RevocableTokenTypes(List<String> types) {}
