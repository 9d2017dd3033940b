package dev.keyturn.console;

import dev.keyturn.audit.AuditTrail;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the trail in words.
 *
 * @param link page of the subject, where it has one
 */
record AuditLine(
        Instant at,
        String who,
        String what,
        String subject,
        @Nullable String link,
        String detail,
        @Nullable String address) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> UNSAID = Set.of("name", "keyId", "email", "deferred", "candidatesEnded");

    /**
     * An entry.
     *
     * @param names of keys, by id
     */
    static AuditLine of(AuditTrail.Entry entry, Map<UUID, String> names) {
        return new AuditLine(
                entry.at(),
                who(entry.actor()),
                what(entry),
                subject(entry, names),
                link(entry),
                detail(entry.detail()),
                entry.address());
    }

    private static String who(String actor) {
        if (actor.startsWith("person:")) {
            return actor.substring("person:".length());
        }
        return actor.startsWith("key:") ? "a program, by key " + shortened(actor.substring("key:".length())) : actor;
    }

    private static String what(AuditTrail.Entry entry) {
        String done = switch (entry.action()) {
            case "key.create" -> "Created key";
            case "key.activate" -> "Activated key";
            case "key.change" -> "Changed key";
            case "key.roll" -> "Rolled key";
            case "key.revoke" -> "Revoked key";
            case "key.abandon" -> "Abandoned key";
            case "key.reinstate" -> "Made current again key";
            case "key.disable" -> "Disabled key";
            case "key.enable" -> "Enabled key";
            case "session.open" -> "Signed in";
            case "session.close" -> "Signed out";
            case "session.refuse" -> "Was refused to sign in";
            case "leak.record" -> "Reported leak";
            case "leak.report" -> "Sent a report of leaks";
            case "rotation.run" -> "Asked to rotate key";
            case "rotation.resume" -> "Asked to resume the rotation of key";
            case "rotation.abort" -> "Asked to abort the rotation of key";
            case "tenant.create" -> "Set up";
            case "alert.acknowledge" -> "Acknowledged alert";
            case "honeykey.add" -> "Made honeykey";
            case "honeykey.end" -> "Ended honeykey";
            case "person.invite" -> "Invited";
            case "person.uninvite" -> "Withdrew invitation";
            case "person.join" -> "Joined";
            case "person.change" -> "Changed the role of";
            case "person.remove" -> "Removed";
            case "person.sign-out" -> "Signed out everywhere";
            case "person.password-link" -> "Made a link for the password of";
            case "person.password-reset", "person.password-change" -> "Changed the password";
            case "person.second-factor-add" -> "Added a second factor";
            case "person.second-factor-remove" -> "Removed the second factor";
            case "policy.change" -> "Changed the policy of";
            case "webhook.add" -> "Added webhook";
            case "webhook.remove" -> "Removed webhook";
            case "webhook.replay" -> "Sent again an event to webhook";
            case "rotation.rollback" -> "Asked to roll back the rotation of key";
            default -> entry.action();
        };
        return entry.detail().containsKey("refused") ? "Refused: " + done : done;
    }

    private static @Nullable String link(AuditTrail.Entry entry) {
        if (id(entry).isEmpty()) {
            return null;
        }
        if (entry.action().startsWith("key.") || entry.action().startsWith("rotation.")) {
            return Page.HOME + "/" + entry.subject();
        }
        return entry.action().equals("leak.record") ? "/leaks/" + entry.subject() : null;
    }

    private static String subject(AuditTrail.Entry entry, Map<UUID, String> names) {
        Object name = entry.detail().get("name");
        if (name != null) {
            return String.valueOf(name);
        }
        if (entry.detail().containsKey("email")) {
            return String.valueOf(entry.detail().get("email"));
        }
        if (entry.action().startsWith("session.") || entry.action().equals("leak.report")) {
            return "";
        }
        return id(entry).map(names::get).orElse(shortened(entry.subject()));
    }

    /** The id of the subject, if that is what names it. */
    static Optional<UUID> id(AuditTrail.Entry entry) {
        return ID.matcher(entry.subject()).matches() ? Optional.of(UUID.fromString(entry.subject())) : Optional.empty();
    }

    private static String shortened(String subject) {
        return ID.matcher(subject).matches() ? subject.substring(0, 8) : subject;
    }

    private static String detail(Map<String, Object> detail) {
        return detail.entrySet().stream()
                .filter(entry -> !UNSAID.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
