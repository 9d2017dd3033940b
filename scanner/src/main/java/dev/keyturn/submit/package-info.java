/** Findings of our own keys become sightings for the api, fingerprints only; what it cannot take now waits in a spool. */
@NullMarked
package dev.keyturn.submit;

import org.jspecify.annotations.NullMarked;
