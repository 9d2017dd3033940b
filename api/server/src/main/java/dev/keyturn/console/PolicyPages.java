package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.policy.Policies;
import dev.keyturn.policy.ViolationReader;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EnvironmentList;
import dev.keyturn.wire.EnvironmentPolicy;
import dev.keyturn.wire.LeakResponse;
import dev.keyturn.wire.Violations;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What environments demand of their keys, and the keys that are not so. */
@Controller
@RequestMapping("/settings/policies")
final class PolicyPages {
    private static final String HERE = "/settings/policies";

    private final Policies policies;
    private final ViolationReader violations;

    PolicyPages(Policies policies, ViolationReader violations) {
        this.policies = policies;
        this.violations = violations;
    }

    /** What the form sends; what is empty is not demanded. */
    record Asked(
            @Nullable Integer maximumAgeDays,
            @Nullable String allowedNetworks,
            @Nullable Boolean ownerRequired,
            @Nullable String namePattern,
            @Nullable String nameHint,
            @Nullable LeakResponse onLeak,
            @Nullable Integer replacementSeconds) {
        EnvironmentPolicy policy() {
            String networks = allowedNetworks == null ? "" : allowedNetworks.strip();
            return new EnvironmentPolicy(
                    maximumAgeDays,
                    networks.isEmpty() ? null : List.of(networks.split("[\\s,]+")),
                    ownerRequired,
                    given(namePattern),
                    given(nameHint),
                    onLeak,
                    replacementSeconds);
        }

        private static @Nullable String given(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    @GetMapping
    ModelAndView list(PersonCaller caller, @RequestParam(required = false) @Nullable String after) {
        caller.require(Scope.KEYS_READ);
        Violations found = violations.page(caller.tenantId(), null, after);
        return Page.of(caller, "policies")
                .addObject("environments", policies.list(caller.tenantId()))
                .addObject("violations", found.violations())
                .addObject("older", found.next() == null ? null : HERE + "?after=" + found.next());
    }

    @GetMapping("/{environment}")
    ModelAndView form(PersonCaller caller, HttpServletRequest request, @PathVariable String environment) {
        caller.require(Scope.POLICIES_WRITE);
        EnvironmentPolicy policy = policies.list(caller.tenantId()).stream()
                .filter(one -> one.name().equals(environment))
                .map(EnvironmentList.Environment::policy)
                .findFirst()
                .orElseThrow(ProblemException::notFound);
        return Page.panel(caller, request, "policy")
                .addObject("environment", environment)
                .addObject("policy", policy)
                .addObject("responses", LeakResponse.values());
    }

    @PostMapping("/{environment}")
    ModelAndView put(PersonCaller caller, HttpServletRequest request, @PathVariable String environment, Asked asked) {
        try {
            policies.put(caller, environment, asked.policy());
            return Page.redirect(HERE);
        } catch (ProblemException problem) {
            return Page.refused(form(caller, request, environment).addObject("policy", asked.policy()), problem);
        }
    }
}
