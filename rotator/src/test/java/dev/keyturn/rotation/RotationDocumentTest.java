package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/rotation.md} says what the code does. */
class RotationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "rotation.md");

    @Test
    void everyTransitionStandsInTheTableAndTheDiagram() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (Transition transition : Transition.values()) {
            assertThat(document).contains(row(transition));
            if (transition.isFixed() && transition.from().size() == 1) {
                String from = transition.from().iterator().next().name();
                assertThat(document).contains(from + " --> " + target(transition) + ": " + transition);
            }
        }
    }

    @Test
    void everyReasonForAttentionHasItsLine() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (Attention attention : Attention.values()) {
            assertThat(document)
                    .contains("| " + attention + " | " + attention.what() + " | " + attention.action() + " |");
        }
    }

    @Test
    void fromEveryStateThatIsNotOverOneStepLeadsOn() {
        EnumSet<RotationState> over =
                EnumSet.of(RotationState.RETIRED, RotationState.ABORTED, RotationState.NEEDS_ATTENTION);
        for (RotationState state : EnumSet.complementOf(over)) {
            assertThat(Transition.stepFrom(state).from()).contains(state);
        }
    }

    private static String row(Transition transition) {
        String from = Arrays.stream(RotationState.values())
                .filter(transition.from()::contains)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        return "| " + transition + " | " + (from.isEmpty() ? "nothing" : from) + " | " + target(transition) + " | "
                + transition.what() + " |";
    }

    private static String target(Transition transition) {
        return transition.isFixed() ? transition.to(RotationState.PLANNED).name() : "depends";
    }
}
