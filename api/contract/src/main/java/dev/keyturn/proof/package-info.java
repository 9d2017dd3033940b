/** What the api states becomes a text that anybody can check later, offline, with the api's public key. */
@NullMarked
package dev.keyturn.proof;

import org.jspecify.annotations.NullMarked;
