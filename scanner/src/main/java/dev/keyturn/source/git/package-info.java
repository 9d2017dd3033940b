/** A git repository's object store, refs and index become pieces, and what was seen is traced to commits and paths. */
@NullMarked
package dev.keyturn.source.git;

import org.jspecify.annotations.NullMarked;
