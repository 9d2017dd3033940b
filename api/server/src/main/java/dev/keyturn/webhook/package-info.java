/** Events of the outbox become signed requests to addresses that tenants name, tried again until they are taken. */
@NullMarked
package dev.keyturn.webhook;

import org.jspecify.annotations.NullMarked;
