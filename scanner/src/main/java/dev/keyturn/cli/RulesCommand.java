package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn rules …}: a heading over what can be asked of the rules themselves. */
@Command(
        name = "rules",
        description = "Lists rules, explains one, and tries them on their own examples.",
        mixinStandardHelpOptions = true,
        subcommands = {RulesListCommand.class, RulesExplainCommand.class, RulesTestCommand.class},
        synopsisSubcommandLabel = "(list|explain|test)")
final class RulesCommand {}
