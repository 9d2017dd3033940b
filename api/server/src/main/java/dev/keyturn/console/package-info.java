/**
 * A browser's request passes headers and the CSRF check, its cookie becomes a {@link dev.keyturn.caller.PersonCaller}, and
 * the services' answers become pages.
 */
@NullMarked
package dev.keyturn.console;

import org.jspecify.annotations.NullMarked;
