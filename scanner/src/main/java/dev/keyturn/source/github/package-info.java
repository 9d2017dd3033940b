/** An organisation on GitHub becomes a list of its repositories, and each of those a clone that can be read. */
@NullMarked
package dev.keyturn.source.github;

import org.jspecify.annotations.NullMarked;
