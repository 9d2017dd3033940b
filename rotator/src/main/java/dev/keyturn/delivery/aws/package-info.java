/** A delivery becomes a version of a secret in AWS Secrets Manager that the label AWSCURRENT is moved to on condition. */
@NullMarked
package dev.keyturn.delivery.aws;

import org.jspecify.annotations.NullMarked;
