package dev.keyturn.cli;

import dev.keyturn.hook.HookName;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Has a hook scan a change that holds a key made up for it, so that Java notes what it loads and keeps it ready. */
public final class HookRehearsal {
    private HookRehearsal() {}

    public static void main(String[] arguments) {
        byte[] change = change(ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()));
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        StagedHook.run(HookName.PRE_COMMIT, new ByteArrayInputStream(change), nowhere);
    }

    @RevealsPlaintext("the key opens nothing: nobody has issued it")
    private static byte[] change(ApiKey key) {
        String none = "0".repeat(40);
        String id = "1".repeat(40);
        String text = "key = " + key.reveal() + "\npassword = \"" + key.hint() + "\"\n";
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        return (":000000 100644 " + none + " " + id + " A\tfile\n\n" + id + " blob " + size + "\n" + text + "\n" + none
                        + " missing\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
