/** A delivery becomes calls of Vault's HTTP interface; each answer, or its absence, becomes one of delivery's results. */
@NullMarked
package dev.keyturn.delivery.vault;

import org.jspecify.annotations.NullMarked;
