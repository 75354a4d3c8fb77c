package countersign.iam;

/**
 * A request that IAM refuses with one of its own codes and texts. The management operations have a
 * hundred such refusals, each of which the protocol names and nobody but the edge reads: so it is
 * one exception, which also rolls the unit of work back, and not a sealed result per operation.
 * Outcomes that somebody decides on (a wrong code, a used-up budget) stay results.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;

    public Refused(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** What AWS says; never holds a secret. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    public static Refused noSuchUser(String name) {
        return new Refused(Code.NoSuchEntity, "The user with name " + name + " cannot be found.");
    }

    public static Refused noSuchRole(String name) {
        return new Refused(Code.NoSuchEntity, "The role with name " + name + " cannot be found.");
    }

    public static Refused noSuchGroup(String name) {
        return new Refused(Code.NoSuchEntity, "The group with name " + name + " cannot be found.");
    }

    public static Refused quota(String quota, int most) {
        return new Refused(Code.LimitExceeded, "Cannot exceed quota for " + quota + ": " + most);
    }

    public static Refused invalid(String message) {
        return new Refused(Code.ValidationError, message);
    }

    /** Codes of the IAM and STS APIs, as they stand on the wire. */
    public enum Code {
        AccessDenied,
        ConcurrentModification,
        DeleteConflict,
        EntityAlreadyExists,
        EntityTemporarilyUnmodifiable,
        ExpiredToken,
        InvalidAuthenticationCode,
        InvalidClientTokenId,
        InvalidInput,
        InvalidUserType,
        LimitExceeded,
        MalformedPolicyDocument,
        NoSuchEntity,
        PackedPolicyTooLarge,
        ParamValidation,
        PasswordPolicyViolation,
        PolicyEvaluation,
        PolicyNotAttachable,
        ReportExpired,
        ReportInProgress,
        ReportNotPresent,
        ServiceFailure,
        Throttling,
        UnmodifiableEntity,
        ValidationError
    }
}
