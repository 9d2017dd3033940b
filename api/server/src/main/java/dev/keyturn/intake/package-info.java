/**
 * Leaks that others report in their own protocols: a signed body, or the key itself, becomes fingerprints for the intake
 * of leaks.
 */
@NullMarked
package dev.keyturn.intake;

import org.jspecify.annotations.NullMarked;
