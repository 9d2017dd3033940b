package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.mirror.Rotations;
import dev.keyturn.revocation.Receipts;
import dev.keyturn.wire.Rotation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Rotations as their rotators tell them, and what people ask of the rotators. */
@Controller
@RequestMapping("/rotations")
final class RotationPages {
    private static final int PAGE = 50;

    private final Rotations rotations;
    private final Receipts receipts;
    private final Asking asking;
    private final RotationSteps steps;

    RotationPages(Rotations rotations, Receipts receipts, Asking asking, RotationSteps steps) {
        this.rotations = rotations;
        this.receipts = receipts;
        this.asking = asking;
        this.steps = steps;
    }

    @GetMapping
    ModelAndView list(PersonCaller caller, @RequestParam(defaultValue = "0") int skip) {
        caller.require(Scope.ROTATIONS_READ);
        int from = Math.max(0, skip);
        List<Rotation> found = rotations.page(caller.tenantId(), false, PAGE + 1, from);
        boolean more = found.size() > PAGE;
        return Page.of(caller, "rotations")
                .addObject("waiting", from > 0 ? List.of() : rotations.page(caller.tenantId(), true, PAGE, 0))
                .addObject("rotations", more ? found.subList(0, PAGE) : found)
                .addObject("older", more ? "/rotations?skip=" + (from + PAGE) : null);
    }

    @GetMapping("/{id}")
    ModelAndView rotation(
            PersonCaller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable String asked) {
        Rotation rotation = find(caller, id);
        return Page.of(caller, "rotation")
                .addObject("rotation", rotation)
                .addObject("steps", steps.of(rotation))
                .addObject("commands", Ask.possible(rotation))
                .addObject(
                        "receipt",
                        receipts.find(caller.tenantId(), rotation.keyId()).orElse(null))
                .addObject("asked", asked == null ? null : Asking.SAID);
    }

    @GetMapping("/{id}/{ask}")
    ModelAndView confirm(
            PersonCaller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable String ask) {
        caller.require(Scope.ROTATIONS_WRITE);
        Rotation rotation = find(caller, id);
        return Page.panel(caller, request, "command")
                .addObject("command", Ask.of(ask))
                .addObject("name", rotation.keyName())
                .addObject("laggards", rotation.laggards())
                .addObject("to", "/rotations/" + id + "/" + ask)
                .addObject("back", "/rotations/" + id);
    }

    @PostMapping("/{id}/{ask}")
    ModelAndView ask(PersonCaller caller, @PathVariable UUID id, @PathVariable String ask) {
        asking.ask(caller, Ask.of(ask), find(caller, id).keyId(), id);
        return Page.redirect("/rotations/" + id + "?asked=" + Ask.of(ask).word());
    }

    private Rotation find(PersonCaller caller, UUID id) {
        caller.require(Scope.ROTATIONS_READ);
        return rotations.find(caller.tenantId(), id);
    }
}
