package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.RotationState;
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

        browser.open("/rotations/" + stopped);
        browser.read("Vault is sealed");
        browser.press("#resume");
        browser.keep("resume");
        browser.press("dialog button[type=submit]");
        browser.read("The rotator was asked");
        assertThat(fixture.events()).anyMatch(event -> event.contains(stopped.toString()) && event.contains("resume"));
    }
}
