/** Pushes and people ask for scans, workers lease them, and what became of each is kept. */
@NullMarked
package dev.keyturn.scanning;

import org.jspecify.annotations.NullMarked;
