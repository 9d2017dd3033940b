/** What environments demand of their keys: told by admins, checked when a key is made, and listed where it is not so. */
@NullMarked
package dev.keyturn.policy;

import org.jspecify.annotations.NullMarked;
