/** Arguments and configuration become a running rotator. */
@NullMarked
package dev.keyturn.worker;

import org.jspecify.annotations.NullMarked;
