package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a reported token is, as GitHub's partner programme asks back.
 *
 * @param hash SHA-256 of the token, hex
 * @param label {@code true_positive} or {@code false_positive}
 */
public record PartnerLabel(
        @JsonProperty("token_hash") String hash,
        @JsonProperty("token_type") @Nullable String type,
        String label) {}
