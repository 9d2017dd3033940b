package dev.keyturn.intake;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.intake.Deliveries.Novelty;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.leak.Reporter;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.PartnerLabel;
import dev.keyturn.wire.PartnerToken;
import dev.keyturn.wire.RevocableTokenTypes;
import dev.keyturn.wire.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** {@code /v1/intake}: leaks as forges report them. Nothing of a body is read before its sender is proven. */
@RestController
final class IntakeController {
    private static final int LARGEST_REPORT = 10_000_000;
    private static final int LARGEST_EVENT = 25_000_000;
    private static final TypeReference<List<@Nullable PartnerToken>> TOKENS = new TypeReference<>() {};
    private static final RevocableTokenTypes TYPES =
            new RevocableTokenTypes(List.of("gitleaks_rule_id_keyturn", "gitleaks_rule_id_keyturn-api-key"));

    private final Partners partners;
    private final Sources sources;
    private final Deliveries deliveries;
    private final Takers takers;
    private final RawBody bodies = new RawBody();

    IntakeController(Partners partners, Sources sources, Deliveries deliveries, Takers takers) {
        this.partners = partners;
        this.sources = sources;
        this.deliveries = deliveries;
        this.takers = takers;
    }

    /** The forges that sign for everybody, and how many keys each can have revoked in a minute. */
    record Partners(Partner github, @Nullable Partner gitlab, int perMinute) {}

    /** Who deals with what was read. */
    record Takers(FoundTokens tokens, GithubEvents github, ClientAddress addresses) {}

    @PostMapping("/v1/intake/github/secret-scanning")
    List<PartnerLabel> github(HttpServletRequest request) {
        return partner(partners.github, request);
    }

    @PostMapping("/v1/intake/gitlab/secret-detection")
    List<PartnerLabel> gitlab(HttpServletRequest request) {
        if (partners.gitlab == null) {
            throw ProblemException.notFound();
        }
        return partner(partners.gitlab, request);
    }

    private List<PartnerLabel> partner(Partner partner, HttpServletRequest request) {
        return bodies.use(request, LARGEST_REPORT, body -> {
            partner.demandSignature(request, body);
            String source = "partner:" + partner.name();
            refuseReplay(deliveries.take(source, body));
            return takers.tokens.report(new Reporter(source, null, null, partners.perMinute), tokens(body));
        });
    }

    @GetMapping("/v1/intake/gitlab/{id}/revocable-token-types")
    RevocableTokenTypes types(HttpServletRequest request, @PathVariable UUID id) {
        gitlabSource(request, id);
        return TYPES;
    }

    @PostMapping("/v1/intake/gitlab/{id}/revoke-tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeTokens(HttpServletRequest request, @PathVariable UUID id) {
        Sources.Known source = gitlabSource(request, id);
        bodies.use(
                request,
                LARGEST_REPORT,
                body -> takers.tokens.report(
                        new Reporter(
                                source.reporter(Sources.GITLAB), source.tenantId(), takers.addresses.of(request), null),
                        tokens(body)));
    }

    @PostMapping("/v1/intake/github/{id}/events")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void event(HttpServletRequest request, @PathVariable UUID id) {
        bodies.use(request, LARGEST_EVENT, body -> {
            Sources.Known source = sources.find(Sources.GITHUB, id)
                    .filter(known ->
                            GithubEvents.isSigned(known.secret(), request.getHeader("X-Hub-Signature-256"), body))
                    .orElseThrow(IntakeController::unproven);
            Novelty novelty = deliveries.take(source.reporter(Sources.GITHUB), body);
            if (novelty == Novelty.NEW) {
                handle(source, request, body);
            }
            return novelty;
        });
    }

    /** What fails may be delivered again. */
    private void handle(Sources.Known source, HttpServletRequest request, byte[] body) {
        String type = request.getHeader("X-GitHub-Event");
        try {
            takers.github.take(source, type == null ? "" : type, body);
        } catch (JacksonException e) {
            throw unreadable();
        } catch (RuntimeException e) {
            deliveries.forget(source.reporter(Sources.GITHUB), body);
            throw e;
        }
    }

    @RevealsPlaintext("compares it with what the caller sent")
    private Sources.Known gitlabSource(HttpServletRequest request, UUID id) {
        String sent = request.getHeader("Authorization");
        String token = sent == null ? "" : sent.replaceFirst("(?i)^bearer ", "");
        return sources.find(Sources.GITLAB, id)
                .filter(known -> MessageDigest.isEqual(bytes(known.secret()), token.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(IntakeController::unproven);
    }

    @RevealsPlaintext("compares it with what the caller sent")
    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static List<@Nullable PartnerToken> tokens(byte[] body) {
        try {
            return WireJson.mapper().readValue(body, TOKENS);
        } catch (JacksonException e) {
            throw unreadable();
        }
    }

    /** The content is not repeated: it holds keys. */
    private static ProblemException unreadable() {
        return ProblemException.of(ProblemCode.INVALID_REQUEST, "The body is not the JSON that this protocol sends.");
    }

    private static void refuseReplay(Novelty novelty) {
        if (novelty == Novelty.REPLAYED) {
            throw ProblemException.of(
                    ProblemCode.UNAUTHENTICATED,
                    "This body was taken more than an hour ago: it is refused as replayed.");
        }
    }

    /** An unknown source, a missing signature and a wrong one are not told apart. */
    private static ProblemException unproven() {
        return ProblemException.of(
                ProblemCode.UNAUTHENTICATED, "No source of leaks has this address and this signature or token.");
    }
}
