/** Matches become findings: one per secret and rule, with identity and every place, less what a baseline accepts. */
@NullMarked
package dev.keyturn.finding;

import org.jspecify.annotations.NullMarked;
