package dev.keyturn.key;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a place that is allowed to see plaintext. The compiler refuses calls of {@code reveal()} from anywhere else, so
 * a search for this annotation lists every such place.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface RevealsPlaintext {
    /** Why this place needs the plaintext, in a few words. */
    String value();
}
