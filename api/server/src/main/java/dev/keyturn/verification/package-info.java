/**
 * A presented key is parsed, hashed and looked up in memory, judged by what the asker wants, recorded as a use, and
 * answered; memory follows the epochs.
 */
@NullMarked
package dev.keyturn.verification;

import org.jspecify.annotations.NullMarked;
