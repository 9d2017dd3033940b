package dev.keyturn.scanning;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.NewScan;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import dev.keyturn.wire.ScanLease;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/scans}: who reports leaks may ask for one; a worker takes the oldest and says how it ended. */
@RestController
@RequestMapping("/v1/scans")
final class ScanController {
    private final ScanJobs jobs;

    ScanController(ScanJobs jobs) {
        this.jobs = jobs;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ScanJob ask(Caller caller, @RequestBody NewScan asked) {
        caller.require(Scope.LEAKS_WRITE);
        return jobs.ask(caller.tenantId(), asked, caller.actor());
    }

    @GetMapping("/{id}")
    ScanJob get(Caller caller, @PathVariable UUID id) {
        caller.require(Scope.LEAKS_READ);
        return jobs.get(caller.tenantId(), id);
    }

    @PostMapping("/lease")
    ScanLease lease(Caller caller) {
        caller.require(Scope.SCANS_WORK);
        return new ScanLease(jobs.lease(caller.tenantId()).orElse(null));
    }

    @PostMapping("/{id}/end")
    ScanJob end(Caller caller, @PathVariable UUID id, @RequestBody ScanEnd end) {
        caller.require(Scope.SCANS_WORK);
        if (end.findings() != null && end.findings() < 0) {
            throw ProblemException.invalid("'findings' is a number from 0 on, or absent if the scan failed.");
        }
        return jobs.end(caller.tenantId(), id, end);
    }
}
