package dev.keyturn.delivery.aws;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What went wrong with AWS, as a trouble with words for a person; AWS's own words go nowhere. */
final class Mishap {
    private static final Set<String> DENIED = Set.of(
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "IncompleteSignature",
            "MissingAuthenticationToken");
    private static final Set<String> UNSUITABLE = Set.of(
            "DecryptionFailure",
            "EncryptionFailure",
            "InvalidRequestException",
            "LimitExceededException",
            "ValidationException",
            "InvalidParameterException");

    private Mishap() {}

    /** Whether it is certain that nothing was changed: the service itself refused. */
    static boolean isClear(SdkException failure) {
        return failure instanceof AwsServiceException service && service.statusCode() / 100 == 4;
    }

    static Trouble of(SdkException failure, String region) {
        String where = "AWS Secrets Manager in " + region;
        if (!(failure instanceof AwsServiceException service)) {
            return String.valueOf(failure.getMessage()).contains("credentials")
                    ? Trouble.of(
                            Kind.DENIED,
                            "there are no credentials for " + where,
                            "give the rotator a role, a profile or the variables AWS_ACCESS_KEY_ID and"
                                    + " AWS_SECRET_ACCESS_KEY")
                    : Trouble.of(Kind.UNAVAILABLE, "no answer of " + where, "it is tried again by itself");
        }
        return of(service, where);
    }

    private static Trouble of(AwsServiceException service, String where) {
        String code = service.awsErrorDetails() == null
                ? ""
                : String.valueOf(service.awsErrorDetails().errorCode());
        if (service.isThrottlingException() || service.statusCode() == 429) {
            return Trouble.of(Kind.RATE_LIMITED, where + " asks for fewer requests", "it is tried again by itself");
        }
        if (DENIED.contains(code) || service.statusCode() == 403) {
            return Trouble.of(
                    Kind.DENIED,
                    where + " denies it to the rotator (" + service.statusCode() + ")",
                    "give its role the policy of the environment (docs/aws.md)");
        }
        return UNSUITABLE.contains(code)
                ? Trouble.of(
                        Kind.UNSUITABLE,
                        where + " refuses the request (" + code + ")",
                        "a secret that is scheduled for deletion has to be restored; else see docs/aws.md")
                : Trouble.of(
                        Kind.UNAVAILABLE,
                        where + " answers with status " + service.statusCode(),
                        "it is tried again by itself");
    }
}
