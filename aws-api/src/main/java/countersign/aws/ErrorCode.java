package countersign.aws;

import java.util.Arrays;
import java.util.Optional;

/** The error codes of the API, each with its HTTP status and its name on the wire. */
public enum ErrorCode {
    // Protocol.
    MISSING_ACTION(400, "MissingAction"),
    INVALID_ACTION(400, "InvalidAction"),
    MALFORMED_INPUT(400, "MalformedInput"),
    VALIDATION_ERROR(400, "ValidationError"),
    PARAM_VALIDATION(400, "ParamValidation"),

    // Who is asking.
    MISSING_AUTHENTICATION_TOKEN(403, "MissingAuthenticationToken"),
    INCOMPLETE_SIGNATURE(400, "IncompleteSignature"),
    SIGNATURE_DOES_NOT_MATCH(403, "SignatureDoesNotMatch"),
    INVALID_CLIENT_TOKEN_ID(403, "InvalidClientTokenId"),
    EXPIRED_TOKEN(403, "ExpiredToken"),
    ACCESS_DENIED(403, "AccessDenied"),
    REGION_DISABLED(403, "RegionDisabledException"),
    THROTTLING(400, "Throttling"),

    // IAM.
    LIMIT_EXCEEDED(409, "LimitExceeded"),
    ENTITY_ALREADY_EXISTS(409, "EntityAlreadyExists"),
    DELETE_CONFLICT(409, "DeleteConflict"),
    CONCURRENT_MODIFICATION(409, "ConcurrentModification"),
    ENTITY_TEMPORARILY_UNMODIFIABLE(409, "EntityTemporarilyUnmodifiable"),
    NO_SUCH_ENTITY(404, "NoSuchEntity"),
    INVALID_INPUT(400, "InvalidInput"),
    INVALID_AUTHENTICATION_CODE(403, "InvalidAuthenticationCode"),
    INVALID_USER_TYPE(400, "InvalidUserType"),
    PASSWORD_POLICY_VIOLATION(400, "PasswordPolicyViolation"),
    MALFORMED_POLICY_DOCUMENT(400, "MalformedPolicyDocument"),
    POLICY_NOT_ATTACHABLE(400, "PolicyNotAttachable"),
    UNMODIFIABLE_ENTITY(400, "UnmodifiableEntity"),
    POLICY_EVALUATION(500, "PolicyEvaluation"),
    REPORT_NOT_PRESENT(410, "ReportNotPresent"),
    REPORT_EXPIRED(410, "ReportExpired"),
    REPORT_IN_PROGRESS(404, "ReportInProgress"),
    ORGANIZATION_NOT_FOUND(400, "OrganizationNotFoundException"),
    SERVICE_ACCESS_NOT_ENABLED(400, "ServiceAccessNotEnabledException"),

    // STS.
    PACKED_POLICY_TOO_LARGE(400, "PackedPolicyTooLarge"),
    INVALID_AUTHORIZATION_MESSAGE(400, "InvalidAuthorizationMessageException"),

    // Our fault.
    SERVICE_FAILURE(500, "ServiceFailure"),
    INTERNAL_FAILURE(500, "InternalFailure"),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable");

    private final int status;
    private final String wireName;

    ErrorCode(int status, String wireName) {
        this.status = status;
        this.wireName = wireName;
    }

    /** The code of that name on the wire. */
    public static Optional<ErrorCode> named(String wireName) {
        return Arrays.stream(values()).filter(code -> code.wireName.equals(wireName)).findFirst();
    }

    public int status() {
        return status;
    }

    public String wireName() {
        return wireName;
    }

    /** {@code Sender} when the client is to blame, {@code Receiver} when we are. */
    public String type() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
