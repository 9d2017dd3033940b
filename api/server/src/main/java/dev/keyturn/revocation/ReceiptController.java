package dev.keyturn.revocation;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.wire.Receipt;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Receipts, and what anybody checks them with. */
@RestController
final class ReceiptController {
    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/v1/keys/{id}/receipt")
    Receipt receipt(Caller caller, @PathVariable UUID id) {
        if (!caller.may(Scope.KEYS_ROLL)) {
            caller.require(Scope.KEYS_READ);
        }
        return receipts.find(caller.tenantId(), id).orElseThrow(ProblemException::notFound);
    }

    /** Public: a proof is worth something only if everybody can check it. */
    @GetMapping("/v1/receipt-keys")
    ProofKeys keys() {
        return receipts.publicKeys();
    }
}
