/**
 * Who was seen with a predecessor and with its successor, and where the predecessor is hard-coded, becomes the judgement
 * whether it is out of use.
 */
@NullMarked
package dev.keyturn.observation;

import org.jspecify.annotations.NullMarked;
