/**
 * People come into a tenant by invitation, change what they sign in with, and leave; whoever may manage them does so here.
 */
@NullMarked
package dev.keyturn.account;

import org.jspecify.annotations.NullMarked;
