/** A URL or a data directory becomes a migrated PostgreSQL database that connections can be had from. */
@NullMarked
package dev.keyturn.database;

import org.jspecify.annotations.NullMarked;
