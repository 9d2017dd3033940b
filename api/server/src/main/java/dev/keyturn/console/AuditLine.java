package dev.keyturn.console;

import dev.keyturn.audit.AuditTrail;
import java.time.Instant;
import java.util.Map;
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

    static AuditLine of(AuditTrail.Entry entry) {
        Object name = entry.detail().get("name");
        return new AuditLine(
                entry.at(),
                who(entry.actor()),
                what(entry),
                name == null ? shortened(entry.subject()) : String.valueOf(name),
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
            default -> entry.action();
        };
        return entry.detail().containsKey("refused") ? "Refused: " + done : done;
    }

    private static @Nullable String link(AuditTrail.Entry entry) {
        if (!entry.subject().matches("[0-9a-f-]{36}")) {
            return null;
        }
        if (entry.action().startsWith("key.") || entry.action().startsWith("rotation.")) {
            return Page.HOME + "/" + entry.subject();
        }
        return entry.action().equals("leak.record") ? "/leaks/" + entry.subject() : null;
    }

    private static String shortened(String subject) {
        return subject.matches("[0-9a-f-]{36}") ? subject.substring(0, 8) : subject;
    }

    private static String detail(Map<String, Object> detail) {
        return detail.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("name"))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
