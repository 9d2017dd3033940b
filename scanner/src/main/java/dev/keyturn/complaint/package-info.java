/** What is wrong and what to do become one sentence each for the person at the terminal. */
@NullMarked
package dev.keyturn.complaint;

import org.jspecify.annotations.NullMarked;
