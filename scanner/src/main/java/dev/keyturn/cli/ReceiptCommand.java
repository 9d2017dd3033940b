package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn receipt …}: a heading over what can be done with a revocation's receipt. */
@Command(
        name = "receipt",
        description = "Checks the receipt of a revocation; offline.",
        mixinStandardHelpOptions = true,
        subcommands = ReceiptVerifyCommand.class,
        synopsisSubcommandLabel = "(verify)")
final class ReceiptCommand {}
