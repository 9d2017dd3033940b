/** The credentials of a request become a {@link dev.keyturn.caller.Caller}, which controllers demand as an argument. */
@NullMarked
package dev.keyturn.caller;

import org.jspecify.annotations.NullMarked;
