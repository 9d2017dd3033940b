package dev.keyturn.console;

import dev.keyturn.audit.AuditExport;
import dev.keyturn.audit.AuditTrail;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Who did what, and the whole of it to take away. */
@Controller
final class AuditPage {
    private static final int PAGE = 50;

    /** What entries are about, as their actions begin. */
    private static final Map<String, String> NOUNS = new TreeMap<>(Map.of(
            "alert", "Alerts",
            "honeykey", "Honeykeys",
            "key", "Keys",
            "leak", "Leaks",
            "person", "People",
            "policy", "Policies",
            "rotation", "Rotations",
            "session", "Sign-ins",
            "webhook", "Webhooks"));

    private final AuditTrail trail;
    private final AuditExport export;
    private final KeyReader keys;

    AuditPage(AuditTrail trail, AuditExport export, KeyReader keys) {
        this.trail = trail;
        this.export = export;
        this.keys = keys;
    }

    /** What the form asks for. */
    record Asked(
            @Nullable String who,
            @Nullable String about,
            @Nullable String subject) {
        AuditTrail.Filter filter() {
            return new AuditTrail.Filter(given(subject), given(about), given(who));
        }

        private static @Nullable String given(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    @GetMapping("/audit")
    ModelAndView audit(
            PersonCaller caller, Asked asked, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        caller.require(Scope.AUDIT_READ);
        AuditTrail.Filter filter = asked.filter();
        AuditTrail.Page page = trail.page(caller.tenantId(), before, PAGE, filter);
        Map<UUID, String> names = keys.names(
                caller,
                page.entries().stream()
                        .map(AuditLine::id)
                        .flatMap(Optional::stream)
                        .toList());
        return Page.of(caller, "audit")
                .addObject("filter", filter)
                .addObject("filtered", !new AuditTrail.Filter(null, null, null).equals(filter))
                .addObject("nouns", NOUNS)
                .addObject(
                        "entries",
                        page.entries().stream()
                                .map(entry -> AuditLine.of(entry, names))
                                .toList())
                .addObject("older", page.next() == null ? null : older(filter, page.next()));
    }

    private static String older(AuditTrail.Filter filter, String before) {
        return UriComponentsBuilder.fromPath("/audit")
                .queryParam("who", "{who}")
                .queryParam("about", "{about}")
                .queryParam("subject", "{subject}")
                .queryParam("before", before)
                .encode()
                .buildAndExpand(text(filter.actor()), text(filter.noun()), text(filter.subject()))
                .toUriString();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @GetMapping("/audit/export")
    void export(PersonCaller caller, HttpServletResponse response) throws IOException {
        caller.require(Scope.AUDIT_READ);
        response.setContentType("application/x-ndjson");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Download.disposition("audit.jsonl"));
        export.write(caller.tenantId(), response.getOutputStream());
    }
}
