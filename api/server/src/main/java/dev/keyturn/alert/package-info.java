/** Usage that is complete up to a time is looked through by rules, and what looks wrong becomes an alert with its reason. */
@NullMarked
package dev.keyturn.alert;

import org.jspecify.annotations.NullMarked;
