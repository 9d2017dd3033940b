/** A tick of Quartz, or an event of the api, becomes a sweep: what is due is planned, and what can go on goes on. */
@NullMarked
package dev.keyturn.sweep;

import org.jspecify.annotations.NullMarked;
