package dev.keyturn.leak;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakList;
import dev.keyturn.wire.LeakReport;
import dev.keyturn.wire.LeakResults;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports of leaks, and what was recorded. */
@RestController
final class LeakController {
    private static final int MOST = 1_000;

    private final LeakIntake intake;
    private final Leaks leaks;

    LeakController(LeakIntake intake, Leaks leaks) {
        this.intake = intake;
        this.leaks = leaks;
    }

    @PostMapping("/v1/leaks")
    LeakResults report(Caller caller, @RequestBody LeakReport report) {
        caller.require(Scope.LEAKS_WRITE);
        if (report.leaks() == null || report.leaks().size() > MOST) {
            throw ProblemException.invalid("'leaks' is a list of up to " + MOST + " leaks.");
        }
        return intake.report(caller, report.leaks());
    }

    @GetMapping("/v1/leaks")
    LeakList list(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        caller.require(Scope.LEAKS_READ);
        return leaks.page(caller.tenantId(), cursor, limit);
    }

    @GetMapping("/v1/leaks/{id}")
    Leak get(Caller caller, @PathVariable UUID id) {
        caller.require(Scope.LEAKS_READ);
        return leaks.get(caller.tenantId(), id);
    }
}
