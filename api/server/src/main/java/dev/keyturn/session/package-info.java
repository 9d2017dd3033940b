/** An e-mail and a password become a session; its access token becomes a caller, its refresh token the next pair. */
@NullMarked
package dev.keyturn.session;

import org.jspecify.annotations.NullMarked;
