package dev.keyturn.verification;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.VerificationRequest;
import dev.keyturn.wire.VerificationResult;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/verifications}, for services that ask themselves. */
@RestController
final class VerificationController {
    private final Verifier verifier;
    private final KeyIndex memory;

    VerificationController(Verifier verifier, KeyIndex memory) {
        this.verifier = verifier;
        this.memory = memory;
    }

    /** A key of another tenant is answered exactly as one that does not exist. */
    @PostMapping("/v1/verifications")
    VerificationResult verify(Caller caller, @RequestBody VerificationRequest request) {
        caller.require(Scope.VERIFICATIONS_WRITE);
        if (request.key() == null) {
            throw ProblemException.invalid("'key' is missing: the key that was presented to you.");
        }
        Demand demand =
                new Demand(request.environment(), caller.tenantId().toString(), request.scope(), request.limit());
        Use.Client client = new Use.Client(request.clientIp(), request.userAgent(), request.consumer(), request.path());
        long epoch = memory.epoch();
        return result(verifier.verify(request.key(), demand, client), client, epoch);
    }

    /** @param epoch that memory had before it was asked */
    private static VerificationResult result(Answer answer, Use.Client client, long epoch) {
        boolean valid = answer.code() == VerificationCode.VALID;
        String detail = valid ? null : Refusal.of(answer, client).detail();
        KnownKey key = answer.key();
        return key == null
                ? new VerificationResult(false, answer.code(), null, null, null, null, null, detail, epoch, false)
                : new VerificationResult(
                        valid,
                        answer.code(),
                        key.id(),
                        key.tenantId().toString(),
                        key.environment(),
                        key.state(),
                        List.copyOf(key.scopes()),
                        detail,
                        epoch,
                        valid && key.conditions() == null && !key.activatesOnUse());
    }
}
