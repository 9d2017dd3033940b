/** Readable rule files, ours or gitleaks' TOML, become rules. */
@NullMarked
package dev.keyturn.rule;

import org.jspecify.annotations.NullMarked;
