/** A call in terms of {@link dev.keyturn.wire} becomes an HTTP request, and its answer a record or an exception. */
@NullMarked
package dev.keyturn.client;

import org.jspecify.annotations.NullMarked;
