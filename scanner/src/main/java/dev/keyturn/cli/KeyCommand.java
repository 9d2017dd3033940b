package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn key …}: a heading over what can be done with the format alone, without any api. */
@Command(
        name = "key",
        description = "Makes a key of our format, or says whether a string is one; offline.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyGenerateCommand.class, KeyCheckCommand.class},
        synopsisSubcommandLabel = "(generate|check)")
final class KeyCommand {}
