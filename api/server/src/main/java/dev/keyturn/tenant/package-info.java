/** Tenants, their environments and people: an e-mail and a password become a person, and an empty database its owner. */
@NullMarked
package dev.keyturn.tenant;

import org.jspecify.annotations.NullMarked;
