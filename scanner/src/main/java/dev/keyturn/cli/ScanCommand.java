package dev.keyturn.cli;

import picocli.CommandLine.Command;

/** {@code keyturn scan …}: a heading over what can be scanned. */
@Command(
        name = "scan",
        description = "Finds secrets in git history, changes, files or a stream.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ScanGitCommand.class,
            ScanStagedCommand.class,
            ScanRangeCommand.class,
            ScanDirCommand.class,
            ScanStdinCommand.class,
            ScanGithubCommand.class,
            ScanWorkerCommand.class,
            ScanKeygenCommand.class,
            ScanVerifyManifestCommand.class
        },
        synopsisSubcommandLabel = "(git|staged|range|dir|stdin|github|worker)")
final class ScanCommand {}
