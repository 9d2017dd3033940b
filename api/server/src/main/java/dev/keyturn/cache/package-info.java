/**
 * A cache that a service holds outside comes onto the list of replicas, learns in each beat which keys changed, and tells
 * which ones it has accepted.
 */
@NullMarked
package dev.keyturn.cache;

import org.jspecify.annotations.NullMarked;
