package countersign.aws.sigv4;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;

/** What a client hears when its signature is not good. */
final class Refusals {
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your AWS Secret Access Key and signing method. Consult the service"
                    + " documentation for details.";
    private static final String CANONICAL =
            "\n\nThe Canonical String for this request should have been\n'";
    private static final String TO_SIGN = "'\n\nThe String-to-Sign should have been\n'";

    private Refusals() {}

    static ApiFault unsigned() {
        return new ApiFault(
                ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
    }

    static ApiFault invalidToken() {
        return new ApiFault(
                ErrorCode.INVALID_CLIENT_TOKEN_ID,
                "The security token included in the request is invalid.");
    }

    static ApiFault expiredToken() {
        return new ApiFault(
                ErrorCode.EXPIRED_TOKEN, "The security token included in the request is expired");
    }

    static ApiFault noMatch(String text) {
        return new ApiFault(ErrorCode.SIGNATURE_DOES_NOT_MATCH, text);
    }

    /** Both texts are made of what the client sent: the signature that we expect is in neither. */
    static ApiFault mismatch(String canonical, String stringToSign) {
        return noMatch(MISMATCH + CANONICAL + canonical + TO_SIGN + stringToSign + "'\n");
    }
}
