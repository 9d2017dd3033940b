package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn audit …}: a heading over what can be done with an exported audit trail. */
@Command(
        name = "audit",
        description = "Checks an exported audit trail; offline.",
        mixinStandardHelpOptions = true,
        subcommands = AuditVerifyCommand.class,
        synopsisSubcommandLabel = "(verify)")
final class AuditCommand {}
