/** Findings become text, JSON, SARIF, CSV, JUnit, HTML or GitLab's report. */
@NullMarked
package dev.keyturn.report;

import org.jspecify.annotations.NullMarked;
