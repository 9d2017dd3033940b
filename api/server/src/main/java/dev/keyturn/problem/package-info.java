/** Whatever goes wrong becomes one {@code application/problem+json} answer, or one message at start-up. */
@NullMarked
package dev.keyturn.problem;

import org.jspecify.annotations.NullMarked;
