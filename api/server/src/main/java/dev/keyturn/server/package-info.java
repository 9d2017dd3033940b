/** Arguments and configuration become a running api. */
@NullMarked
package dev.keyturn.server;

import org.jspecify.annotations.NullMarked;
