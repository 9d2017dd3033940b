package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.honey.Honeykeys;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.tenant.Environments;
import dev.keyturn.wire.Honeykey;
import dev.keyturn.wire.NewHoneykey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Decoys: making them, texts to plant, and who touched them. */
@Controller
@RequestMapping("/honeykeys")
final class HoneykeyPages {
    private final Honeykeys honeykeys;
    private final Environments environments;

    HoneykeyPages(Honeykeys honeykeys, Environments environments) {
        this.honeykeys = honeykeys;
        this.environments = environments;
    }

    @GetMapping
    ModelAndView list(PersonCaller caller) {
        return Page.of(caller, "honeykeys").addObject("honeykeys", honeykeys.list(caller));
    }

    @GetMapping("/new")
    ModelAndView form(PersonCaller caller, HttpServletRequest request) {
        caller.require(Scope.HONEYKEYS_WRITE);
        return Page.panel(caller, request, "new-honeykey")
                .addObject("environments", environments.of(caller.tenantId()));
    }

    @PostMapping
    ModelAndView add(
            PersonCaller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String environment) {
        try {
            Honeykey made = honeykeys.add(caller, new NewHoneykey(name, environment));
            List<ShownOnce> texts = Objects.requireNonNull(made.plantings()).stream()
                    .map(planting -> new ShownOnce(planting.place(), planting.text()))
                    .toList();
            return ShownOnce.page(
                    caller,
                    "Plant “" + made.name() + "” now: it is shown only once",
                    "One of these texts, where nobody but a thief would look. It opens nothing; whoever uses it, or reports"
                            + " it as found, raises an alarm.",
                    texts,
                    "/honeykeys/" + made.id());
        } catch (ProblemException problem) {
            return Page.refused(form(caller, request).addObject("name", name), problem);
        }
    }

    @GetMapping("/{id}")
    ModelAndView honeykey(PersonCaller caller, @PathVariable UUID id) {
        return Page.of(caller, "honeykey")
                .addObject("alarms", honeykeys.alarms(caller, id).alarms())
                .addObject("honeykey", find(caller, id));
    }

    @GetMapping("/{id}/end")
    ModelAndView ask(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        return new Question(
                        "End “" + find(caller, id).name() + "”?",
                        "It becomes an unknown key and nothing else: whoever uses it raises no alarm any more. Its alarms"
                                + " stay here. This cannot be undone.",
                        "End honeykey",
                        "/honeykeys/" + id + "/end",
                        "/honeykeys/" + id)
                .page(caller, request);
    }

    @PostMapping("/{id}/end")
    ModelAndView end(PersonCaller caller, @PathVariable UUID id) {
        honeykeys.end(caller, id);
        return Page.redirect("/honeykeys/" + id);
    }

    private Honeykey find(PersonCaller caller, UUID id) {
        return honeykeys.list(caller).stream()
                .filter(honeykey -> honeykey.id().equals(id))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }
}
