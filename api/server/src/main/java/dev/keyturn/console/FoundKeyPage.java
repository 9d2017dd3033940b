package dev.keyturn.console;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.intake.Possession;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Revoke a key you found: for anybody, without signing in. What was typed is never shown again. */
@Controller
final class FoundKeyPage {
    private final Possession possession;
    private final ClientAddress addresses;

    FoundKeyPage(Possession possession, ClientAddress addresses) {
        this.possession = possession;
        this.addresses = addresses;
    }

    @GetMapping("/revoke")
    ModelAndView form() {
        return Page.of("found-key");
    }

    @PostMapping("/revoke")
    ModelAndView revoke(HttpServletRequest request, @RequestParam(defaultValue = "") String keys) {
        try {
            List<Secret> found = Arrays.stream(keys.split("\\s+", -1))
                    .filter(key -> !key.isEmpty())
                    .map(Secret::of)
                    .toList();
            possession.end(found, addresses.of(request));
            return Page.of("found-key").addObject("thanks", true);
        } catch (ProblemException problem) {
            return Page.refused(Page.of("found-key"), problem);
        }
    }
}
