package dev.keyturn.audit;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/audit}: who did what. */
@RestController
final class AuditController {
    private static final int LIMIT = 200;

    private final AuditTrail trail;
    private final AuditExport export;

    AuditController(AuditTrail trail, AuditExport export) {
        this.trail = trail;
        this.export = export;
    }

    @GetMapping("/v1/audit")
    AuditTrail.Page list(
            PersonCaller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String subject) {
        caller.require(Scope.AUDIT_READ);
        if (limit < 1 || limit > LIMIT) {
            throw ProblemException.invalid("'limit' is 1 to " + LIMIT + ".");
        }
        return trail.page(
                caller.tenantId(),
                after == null ? Long.MAX_VALUE : number(after),
                limit,
                new AuditTrail.Filter(subject, null, null));
    }

    private static long number(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("'after' is none that this call has given. Start without one.");
        }
    }

    /** The whole trail as lines of JSON, for {@code keyturn audit verify}. */
    @GetMapping(value = "/v1/audit/export", produces = "application/x-ndjson")
    void export(PersonCaller caller, HttpServletResponse response) throws IOException {
        caller.require(Scope.AUDIT_READ);
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "no-store");
        export.write(caller.tenantId(), response.getOutputStream());
    }
}
