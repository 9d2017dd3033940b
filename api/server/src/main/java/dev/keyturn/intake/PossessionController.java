package dev.keyturn.intake;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.FoundKeys;
import dev.keyturn.wire.FoundKeysAnswer;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/revocations}: having a key is the authority to end it. */
@RestController
final class PossessionController {
    private final Possession possession;
    private final ClientAddress addresses;

    PossessionController(Possession possession, ClientAddress addresses) {
        this.possession = possession;
        this.addresses = addresses;
    }

    @PostMapping("/v1/revocations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    FoundKeysAnswer end(@RequestBody FoundKeys body, HttpServletRequest request) {
        if (body.keys() == null) {
            throw ProblemException.invalid("'keys' is a list of 1 to " + Possession.MOST + " keys.");
        }
        return possession.end(body.keys(), addresses.of(request));
    }
}
