/** The api's list of keys becomes the list of those that this rotator delivers, with what is known of each delivery. */
@NullMarked
package dev.keyturn.schedule;

import org.jspecify.annotations.NullMarked;
