/**
 * A request's key is checked, from a cache while it holds a lease, else by the api, and becomes a {@link
 * dev.keyturn.starter.VerifiedKey} that controllers take as an argument.
 */
@NullMarked
package dev.keyturn.starter;

import org.jspecify.annotations.NullMarked;
