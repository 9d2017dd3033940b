package dev.keyturn.cli;

/** How a command prints. */
enum Format {
    text,
    json
}
