/** A file becomes settings, and settings become the parts of a rotator: database, api client, stores, engine. */
@NullMarked
package dev.keyturn.configuration;

import org.jspecify.annotations.NullMarked;
