package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn hook …}: a heading over git's hooks. */
@Command(
        name = "hook",
        description = "Stops a key before it is committed, pushed or received.",
        mixinStandardHelpOptions = true,
        subcommands = {
            HookInstallCommand.class,
            HookUninstallCommand.class,
            HookRunCommand.class,
            HookPrefilterCommand.class
        },
        synopsisSubcommandLabel = "(install|uninstall|run)")
final class HookCommand {}
