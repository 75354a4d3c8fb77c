package countersign.iam;

import java.util.Optional;

/**
 * Who is at the other end of the connection, as far as the edge knows.
 *
 * @param address the IP address, after trusted proxies were taken off
 * @param userAgent what the client calls itself, at most 256 characters; untrusted
 * @param browser hash of the cookie that a browser keeps after its first sign-in, if it sent one
 * @param secure whether the request came over TLS, here or at a trusted proxy
 */
public record Client(String address, String userAgent, Optional<String> browser, boolean secure) {
    private static final int LONGEST_USER_AGENT = 256;

    public Client {
        if (userAgent.length() > LONGEST_USER_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_USER_AGENT);
        }
    }

    /** A client without TLS. */
    public Client(String address, String userAgent, Optional<String> browser) {
        this(address, userAgent, browser, false);
    }

    /** A command of the operator's, on this machine. */
    public static Client operator() {
        return new Client("localhost", "countersign", Optional.empty());
    }
}
