package countersign.console;

import java.util.Set;

/** Where somebody may be sent after signing in or confirming: pages of ours, by a fixed list. */
final class SafeReturn {
    static final String HOME = "/console";
    static final String CREDENTIALS = "/console/security-credentials";
    static final String ACTIVATE = "/console/security-credentials/mfa/activate";
    static final String PASSWORD = "/console/security-credentials/password";

    private static final Set<String> PAGES =
            Set.of(
                    HOME,
                    CREDENTIALS,
                    ACTIVATE,
                    PASSWORD,
                    "/console/account",
                    "/console/account/settings",
                    "/console/users",
                    "/console/mfa-devices",
                    "/console/credential-report",
                    "/console/authenticator-apps");

    private SafeReturn() {}

    /** {@code wanted} if it is on the list, else the console's first page. */
    static String of(String wanted) {
        return PAGES.contains(wanted) ? wanted : HOME;
    }
}
