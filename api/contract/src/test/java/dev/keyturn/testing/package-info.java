/** What the tests of every module share: the leak oracle and the architecture's rules. */
@NullMarked
package dev.keyturn.testing;

import org.jspecify.annotations.NullMarked;
