package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookCommandTest {
    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("project"));
        sandbox.environment()
                .put(
                        "KEYTURN",
                        GitSandbox.script(folder.resolve("keyturn"), "#!/bin/sh\n")
                                .toString());
    }

    private CommandLineRun hook(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--repo";
        all[arguments.length + 1] = repository.toString();
        return CommandLineRun.in(sandbox.environment(), "", all);
    }

    @Test
    void installingTellsEachFile() {
        CommandLineRun run = hook("hook", "install");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("/pre-commit: written", "/pre-merge-commit: written", "/pre-push: written");
        assertThat(hook("hook", "uninstall", "pre-push").out()).endsWith("/pre-push: removed\n");
        assertThat(hook("hook", "uninstall").out()).contains("/pre-commit: removed");
        assertThat(hook("hook", "uninstall").out()).contains("no hook of ours");
    }

    @Test
    void theFrameworksSnippetIsOffered() throws Exception {
        GitSandbox.write(repository.resolve(".pre-commit-config.yaml"), "repos: []\n");
        assertThat(hook("hook", "install", "pre-commit").out()).contains("entry: keyturn hook run pre-commit");
    }

    @Test
    void anUnknownHookAndAMissingProgramAreComplainedOf() {
        assertThat(hook("hook", "install", "pre-comit").err()).contains("no hook 'pre-comit'", "pre-commit, ");
        sandbox.environment().put("KEYTURN", folder.resolve("nowhere").toString());
        sandbox.environment().put("PATH", "");
        CommandLineRun run = hook("hook", "install");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("KEYTURN");
    }
}
