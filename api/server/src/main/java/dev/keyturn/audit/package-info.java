/** Every unit of work that somebody asked for leaves one entry: who, what, on what, and how it went. */
@NullMarked
package dev.keyturn.audit;

import org.jspecify.annotations.NullMarked;
