/** What a scan covered becomes a signed manifest, and two manifests become the proof that the second covered the rest. */
@NullMarked
package dev.keyturn.manifest;

import org.jspecify.annotations.NullMarked;
