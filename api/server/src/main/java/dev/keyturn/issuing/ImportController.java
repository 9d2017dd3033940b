package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.KeyImport;
import dev.keyturn.wire.KeyImportResults;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/keys/import}. */
@RestController
final class ImportController {
    private final Importer importer;

    ImportController(Importer importer) {
        this.importer = importer;
    }

    @PostMapping("/v1/keys/import")
    KeyImportResults importKeys(PersonCaller caller, @RequestBody KeyImport body) {
        return importer.importKeys(caller, body);
    }
}
