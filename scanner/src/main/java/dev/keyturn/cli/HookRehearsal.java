package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.HookName;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Has a hook scan a change that holds secrets made up for it, of every kind and in several writings, so that Java notes
 * what it loads and keeps it ready.
 */
public final class HookRehearsal {
    private static final String NONE = "0".repeat(40);
    private static final String ID = "1".repeat(40);

    private HookRehearsal() {}

    /** @param arguments the file that {@link Rules#writeCertain} wrote, if it has */
    public static void main(String[] arguments) throws IOException, Complaint {
        Rules rules = arguments.length > 0 ? Rules.written(Path.of(arguments[0])) : Rules.builtInCertain();
        String key = key();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (String text : List.of("nothing = " + ID, key + examples() + encoded(key), "key = " + key)) {
            StagedHook.run(HookName.PRE_COMMIT, rules, new ByteArrayInputStream(change(text)), nowhere);
        }
    }

    @RevealsPlaintext("the key opens nothing: nobody has issued it")
    private static String key() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();
    }

    private static String examples() throws Complaint {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (Rule rule : Rules.builtInCertain().rules()) {
            for (String description : rule.examples().yes()) {
                text.append('\n').append(rule.example(description, random));
            }
        }
        return text.toString();
    }

    private static String encoded(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return "\n" + Base64.getEncoder().encodeToString(bytes) + "\n" + key.replace("_", "%5f") + "\n'"
                + key.substring(0, 10) + "' + '" + key.substring(10) + "'\n";
    }

    private static byte[] change(String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        return (":000000 100644 " + NONE + " " + ID + " A\tfile\n\n" + ID + " blob " + size + "\n" + text + "\n" + NONE
                        + " missing\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
