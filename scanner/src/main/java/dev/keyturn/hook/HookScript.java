package dev.keyturn.hook;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The shell text that makes a hook call Keyturn: a marked block, alone in a file of its own or at the top of a script
 * that was there before. It stands at the top so that an early {@code exit} of the script below cannot skip it.
 *
 * <p>Text is handled as ISO 8859-1 so that every byte of a script in whatever encoding stays as it is.
 */
final class HookScript {
    static final String SHEBANG = "#!/bin/sh\n";

    private static final String BEGIN = "# >>> keyturn >>>";
    private static final String END = "# <<< keyturn <<<";
    private static final Pattern BLOCK =
            Pattern.compile("(?sm)^" + Pattern.quote(BEGIN) + ".*?^" + Pattern.quote(END) + "\n");
    private static final Pattern SHELL =
            Pattern.compile("#!\\s*\\S*?(/|/env\\s+)(ba|da|a|k|z)?sh(\\s.*)?", Pattern.DOTALL);

    private final HookName name;
    private final String program;

    /** @param program what the hook calls unless {@code KEYTURN} names another: an absolute path, or a name for the PATH */
    HookScript(HookName name, String program) {
        this.name = name;
        this.program = program;
    }

    /** Whether a script holds our block, at whatever version. */
    static boolean isIn(String text) {
        return BLOCK.matcher(text).find();
    }

    /** What a script was before our block came in, byte for byte. */
    static String removeFrom(String text) {
        return BLOCK.matcher(text).replaceFirst("");
    }

    /** Whether a block of shell can stand in a script: it says it is one, or says nothing and is text. */
    static boolean fitsInto(String text) {
        String firstLine = text.lines().findFirst().orElse("");
        return firstLine.startsWith("#!")
                ? SHELL.matcher(firstLine).matches() && text.contains("\n")
                : text.indexOf('\0') < 0;
    }

    /** A file of our own, which calls what was moved out of its way, if that is still there. */
    String ownFile(String movedName) {
        return SHEBANG + block(chain(movedName));
    }

    /** A script with our block in it, in the place of an earlier one. */
    String insertInto(String text) {
        String bare = removeFrom(text);
        int top = bare.startsWith("#!") ? bare.indexOf('\n') + 1 : 0;
        return bare.substring(0, top) + block(name.readsInput() ? giveInputBack() : "") + bare.substring(top);
    }

    private String block(String after) {
        return latin1(BEGIN + " `keyturn hook uninstall` takes this out again\n" + findProgram() + run() + after + END
                + "\n");
    }

    private String findProgram() {
        return """
                keyturn=%s
                keyturn=${KEYTURN:-$keyturn}
                if ! command -v "$keyturn" >/dev/null 2>&1; then
                    echo "keyturn: there is no $keyturn, so this %s could not be scanned and is stopped." >&2
                    echo "keyturn: install it, or name it in the variable KEYTURN%s." >&2
                    exit 1
                fi
                """.formatted(quoted(program), name.act(), otherWays());
    }

    private String otherWays() {
        return name.skip().isEmpty() ? "" : "; once without it: " + name.skip();
    }

    private String run() {
        return (name.readsInput()
                        ? "keyturn_refs=$(cat)\nprintf '%s\\n' \"$keyturn_refs\" | \"$keyturn\" hook run NAME \"$@\" || exit\n"
                        : "\"$keyturn\" hook run NAME \"$@\" </dev/null || exit\n")
                .replace("NAME", name.fileName());
    }

    private String chain(String movedName) {
        String moved = "keyturn_moved=$(dirname -- \"$0\")/" + movedName + "\n[ -x \"$keyturn_moved\" ] || exit 0\n";
        return moved + (name.readsInput() ? giveInputBack() : "") + "exec \"$keyturn_moved\" \"$@\"\n";
    }

    private static String giveInputBack() {
        return """
                if [ -n "$keyturn_refs" ]; then
                    exec <<KEYTURN_REFS
                $keyturn_refs
                KEYTURN_REFS
                else
                    exec </dev/null
                fi
                """;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
