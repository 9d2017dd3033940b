package dev.keyturn.intake;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A forge that signs what it reports: ECDSA on P-256 over the SHA-256 of the body's bytes, in base64 of DER.
 *
 * @param name such as {@code github}
 * @param header what its headers start with
 */
record Partner(String name, String header, PartnerKeys keys) {
    /** @throws ProblemException 401 unless the partner has signed exactly these bytes */
    void demandSignature(HttpServletRequest request, byte[] body) {
        String identifier = request.getHeader(header + "-Public-Key-Identifier");
        String signature = request.getHeader(header + "-Public-Key-Signature");
        if (identifier == null || signature == null || !isSigned(identifier, signature, body)) {
            throw ProblemException.of(
                    ProblemCode.UNAUTHENTICATED,
                    "The body is not signed by a key of " + name + ", or was changed since.");
        }
    }

    private boolean isSigned(String identifier, String signature, byte[] body) {
        @Nullable PublicKey key = keys.find(identifier).orElse(null);
        if (key == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
