package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Receipts;
import dev.keyturn.wire.Receipt;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A receipt to keep, as {@code keyturn receipt verify} reads it. */
@Controller
final class ReceiptFile {
    private final KeyReader keys;
    private final Receipts receipts;

    ReceiptFile(KeyReader keys, Receipts receipts) {
        this.keys = keys;
        this.receipts = receipts;
    }

    @GetMapping(Page.HOME + "/{id}/receipt")
    ResponseEntity<byte[]> download(PersonCaller caller, @PathVariable UUID id) {
        Receipt receipt =
                receipts.find(caller.tenantId(), keys.find(caller, id).id()).orElseThrow(ProblemException::notFound);
        return Download.json("receipt-" + id + ".json", receipt);
    }
}
