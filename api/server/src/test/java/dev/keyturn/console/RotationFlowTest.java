package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.RotationState;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rotations, and what people ask of their rotators. */
class RotationFlowTest extends ConsoleFlow {
    @Test
    void aStoppedRotationCanBeResumed() {
        IssuedKey key = fixture.create("Stopped ingestor", "stg", true);
        UUID stopped = scenes.rotation(key, RotationState.NEEDS_ATTENTION, "Vault is sealed: unseal it, then resume.");
        UUID moving = scenes.rotation(
                fixture.create("Moving ingestor", "prd", true), RotationState.OBSERVING, "", "ingestor-7");
        browser.open("/rotations");
        browser.judge("rotations");
        browser.open("/rotations/" + moving);
        browser.read("ingestor-7");
        browser.judge("rotation");
        browser.press("#rollback");
        browser.read("Vault serves it in a new version");
        browser.keep("rollback");
        browser.press("dialog button[type=submit]");
        browser.read("The rotator was asked");
        assertThat(fixture.events()).anyMatch(event -> event.contains(moving.toString()) && event.contains("rollback"));

        browser.open("/rotations/" + stopped);
        browser.read("Vault is sealed");
        browser.press("main a[href$='runbooks#unsuitable']");
        browser.read("bao kv enable-versioning secret/");
        browser.judge("runbooks");
        browser.open("/rotations/" + stopped);
        browser.press("#resume");
        browser.keep("resume");
        browser.press("dialog button[type=submit]");
        browser.read("The rotator was asked");
        assertThat(fixture.events()).anyMatch(event -> event.contains(stopped.toString()) && event.contains("resume"));
    }

    @Test
    void theMonthShowsWhatIsDueWhatIsLateAndWhatIsOld() {
        Instant now = Instant.now();
        for (int i = 0; i < 5; i++) {
            scenes.planned(fixture.create("Due together " + i, "stg", true), now.plusSeconds(60));
        }
        scenes.planned(fixture.create("Late exporter", "prd", true), now.minusSeconds(60));
        fixture.age(fixture.create("Comes of age", "prd", true).id(), 90);
        fixture.age(fixture.create("Old and unmanaged", "dev", false).id(), 200);
        browser.open("/rotations/calendar");
        browser.read("Old and unmanaged");
        browser.judge("calendar");
        browser.press(".due-more");
        browser.see("#day");
        browser.read("Due together 4");
        assertThat(browser.text()).contains("Late exporter", "Overdue", "Comes of age");
        browser.press("#later");
        browser.await("another month", () -> browser.path().contains("month=") ? true : null);
        browser.open("/rotations/calendar?month=nonsense&day=77");
        browser.read("Keys older than 90 days");
    }
}
