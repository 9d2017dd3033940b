package dev.keyturn.policy;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.wire.EnvironmentList;
import dev.keyturn.wire.EnvironmentPolicy;
import dev.keyturn.wire.Violations;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Environments, what they demand, and what is not so. */
@RestController
final class PolicyController {
    private final Policies policies;
    private final ViolationReader violations;

    PolicyController(Policies policies, ViolationReader violations) {
        this.policies = policies;
        this.violations = violations;
    }

    @GetMapping("/v1/environments")
    EnvironmentList list(Caller caller) {
        caller.require(Scope.KEYS_READ);
        return new EnvironmentList(policies.list(caller.tenantId()));
    }

    @PutMapping("/v1/environments/{environment}/policy")
    EnvironmentPolicy put(
            PersonCaller caller, @PathVariable String environment, @RequestBody EnvironmentPolicy policy) {
        return policies.put(caller, environment, policy);
    }

    @GetMapping("/v1/violations")
    Violations violations(
            Caller caller,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String after) {
        caller.require(Scope.KEYS_READ);
        return violations.page(caller.tenantId(), environment, after);
    }
}
