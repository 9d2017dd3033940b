package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.exposure.Exposures;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.leak.Leaks;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Leaks, each with its exposure report. */
@Controller
@RequestMapping("/leaks")
final class LeakPages {
    private static final int PAGE = 50;

    private final Leaks leaks;
    private final Exposures exposures;
    private final KeyReader keys;
    private final LeakStory story;

    LeakPages(Leaks leaks, Exposures exposures, KeyReader keys, LeakStory story) {
        this.leaks = leaks;
        this.keys = keys;
        this.exposures = exposures;
        this.story = story;
    }

    @GetMapping
    ModelAndView list(PersonCaller caller, @RequestParam(required = false) @Nullable String after) {
        caller.require(Scope.LEAKS_READ);
        LeakList page = leaks.page(caller.tenantId(), after, PAGE);
        return Page.of(caller, "leaks")
                .addObject("leaks", page.leaks())
                .addObject("older", page.next() == null ? null : "/leaks?after=" + page.next());
    }

    @GetMapping("/{id}")
    ModelAndView leak(PersonCaller caller, @PathVariable UUID id) {
        caller.require(Scope.LEAKS_READ);
        ExposureReport report = exposures.report(caller.tenantId(), id);
        return Page.of(caller, "leak")
                .addObject("leak", report.leak())
                .addObject("report", report)
                .addObject("story", story.steps(report, successor(caller, report.leak())))
                .addObject("advices", LeakAdvice.of(report));
    }

    private @Nullable KeyView successor(PersonCaller caller, Leak leak) {
        return leak.successor() == null ? null : keys.find(caller, leak.successor());
    }
}
