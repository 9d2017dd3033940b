/** The bodies of the HTTP interface: what the server writes, {@link dev.keyturn.client} reads, and the reverse. */
@NullMarked
package dev.keyturn.wire;

import org.jspecify.annotations.NullMarked;
