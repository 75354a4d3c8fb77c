package countersign.aws;

import java.util.Set;

/** The one list of what is secret in requests: never read from a URL, never written to a record. */
final class SecretMembers {
    /** By their names on the wire, at whatever depth. */
    static final Set<String> NAMES =
            Set.of(
                    "AuthenticationCode1",
                    "AuthenticationCode2",
                    "TokenCode",
                    "Password",
                    "OldPassword",
                    "NewPassword");

    private SecretMembers() {}
}
