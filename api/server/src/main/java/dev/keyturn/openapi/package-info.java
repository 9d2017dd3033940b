/** The routes that are mapped, their records and a sentence for each become the document at {@code /openapi.json}. */
@NullMarked
package dev.keyturn.openapi;

import org.jspecify.annotations.NullMarked;
