/** Who was seen with a predecessor and with its successor becomes the judgement whether the predecessor is out of use. */
@NullMarked
package dev.keyturn.observation;

import org.jspecify.annotations.NullMarked;
