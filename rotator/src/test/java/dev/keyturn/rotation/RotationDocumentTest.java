package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/rotation.md} says what the code does. */
class RotationDocumentTest {
    private static final String BEGINNING = "<!-- from here to the end mark: written from the code -->\n";
    private static final String END = "<!-- end -->";
    private static final Set<RotationState> OVER = EnumSet.of(RotationState.RETIRED, RotationState.ABORTED);
    private static final Set<RotationState> STOPPABLE = EnumSet.complementOf(
            EnumSet.of(RotationState.RETIRED, RotationState.ABORTED, RotationState.NEEDS_ATTENTION));
    private static final Path DOCUMENT = Path.of("..", "docs", "rotation.md");

    /** With {@code -Dkeyturn.docs.write=true} the document is written anew instead. */
    @Test
    void tableAndDiagramAreThoseOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        String written = document.substring(0, document.indexOf(BEGINNING) + BEGINNING.length())
                + diagram()
                + table()
                + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("keyturn.docs.write")) {
            Files.writeString(DOCUMENT, written);
        } else {
            assertThat(document).isEqualTo(written);
        }
    }

    private static String diagram() {
        StringBuilder lines = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        for (Transition transition : Transition.values()) {
            if (transition.from().isEmpty()) {
                line(lines, "[*]", target(transition), transition);
            }
            for (RotationState from : RotationState.values()) {
                if (transition.from().contains(from)) {
                    line(lines, from.name(), transition.isFixed() ? target(transition) : from.name(), transition);
                }
            }
        }
        OVER.forEach(state -> lines.append("    ").append(state).append(" --> [*]\n"));
        return lines.append("```\n\n").toString();
    }

    /** What hastens or resumes stays where it is, or goes on where it stopped, which the table says. */
    private static void line(StringBuilder lines, String from, String to, Transition transition) {
        boolean elsewhere = !from.equals(to);
        if (elsewhere) {
            lines.append("    ")
                    .append(from)
                    .append(" --> ")
                    .append(to)
                    .append(": ")
                    .append(transition)
                    .append('\n');
        } else if (transition == Transition.RESUME) {
            STOPPABLE.forEach(state -> lines.append("    ")
                    .append(from)
                    .append(" --> ")
                    .append(state)
                    .append(": RESUME\n"));
        }
    }

    private static String table() {
        return Arrays.stream(Transition.values())
                .map(RotationDocumentTest::row)
                .collect(Collectors.joining(
                        "\n", "| transition | from | to | what is true then |\n| --- | --- | --- | --- |\n", "\n"));
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
    void everyReasonForAttentionHasItsRunbook() throws IOException {
        String runbooks = Files.readString(Path.of("..", "docs", "runbooks.md"));
        for (Attention attention : Attention.values()) {
            String anchor = attention.runbook().substring("runbooks.md#".length());
            assertThat(runbooks).contains("\n## " + anchor + "\n");
        }
    }

    @Test
    void alertsAreMadeOfMetricsThatTheDocumentNames() throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher metric = Pattern.compile("keyturn_[a-z_]+")
                .matcher(Files.readString(Path.of("..", "docs", "sample", "alerts.yaml")));
        while (metric.find()) {
            assertThat(document).contains("`" + metric.group());
        }
    }

    @Test
    void fromEveryStateThatIsNotOverOneStepLeadsOn() {
        for (RotationState state : STOPPABLE) {
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
