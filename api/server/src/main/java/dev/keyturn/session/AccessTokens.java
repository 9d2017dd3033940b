package dev.keyturn.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.secret.Secrets;
import dev.keyturn.secret.SigningKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * JWTs that name a session. Signed with HS256 and nothing else: the algorithm is ours to choose, not the token's, and
 * who issues them is who reads them.
 */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(60);

    private static final String KEYTURN = "keyturn";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final Secrets secrets;
    private final Clock clock;

    AccessTokens(Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    Secret issue(UUID sessionId, UUID personId) {
        Instant now = clock.instant();
        SigningKey key = secrets.signingKey();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(KEYTURN)
                .audience(KEYTURN)
                .subject(personId.toString())
                .claim("sid", sessionId.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(TYPE)
                .keyID(key.kid())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a signing key has the 32 bytes that HS256 needs", e);
        }
        return Secret.of(token.serialize());
    }

    /**
     * The session that a token names.
     *
     * @throws ProblemException 401 if the token is not one of ours, or too old
     */
    UUID read(String token) {
        JWTClaimsSet claims = verified(token);
        Date expires = claims.getExpirationTime();
        if (expires == null
                || !KEYTURN.equals(claims.getIssuer())
                || !claims.getAudience().contains(KEYTURN)) {
            throw invalid();
        }
        if (!clock.instant().isBefore(expires.toInstant())) {
            throw ProblemException.of(
                    ProblemCode.TOKEN_EXPIRED,
                    "An access token is valid for 60 minutes. Get the next with POST /v1/sessions/refresh.");
        }
        try {
            return UUID.fromString(claims.getStringClaim("sid"));
        } catch (ParseException | IllegalArgumentException | NullPointerException e) {
            throw invalid();
        }
    }

    /** The session's next token, if half of this one's lifetime is over. */
    Optional<Secret> next(String token) {
        JWTClaimsSet claims = verified(token);
        Instant halfSpent = claims.getIssueTime().toInstant().plus(LIFETIME.dividedBy(2));
        return clock.instant().isBefore(halfSpent)
                ? Optional.empty()
                : Optional.of(issue(read(token), UUID.fromString(claims.getSubject())));
    }

    private JWTClaimsSet verified(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.HS256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
                throw invalid();
            }
            String kid = header.getKeyID() == null ? "" : header.getKeyID();
            SigningKey key = secrets.signingKey(kid).orElseThrow(AccessTokens::invalid);
            if (!jwt.verify(new MACVerifier(key.bytes()))) {
                throw invalid();
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return ProblemException.of(
                ProblemCode.TOKEN_INVALID,
                "The Bearer token is not an access token of this api. Sign in with POST /v1/sessions.");
    }
}
