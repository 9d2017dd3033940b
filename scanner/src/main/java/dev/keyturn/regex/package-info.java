/** Expressions in RE2's dialect become automata that run over bytes: the source text, its tree, a program, its states. */
@NullMarked
package dev.keyturn.regex;

import org.jspecify.annotations.NullMarked;
