package countersign.server;

import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.MfaRules;
import countersign.iam.session.SessionLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code serve} was told, checked.
 *
 * @param apiPort another port, which serves the API alone
 * @param publicUrl where browsers reach the console, when that is not the address listened on
 * @param tls certificate chain and key
 * @param proxiedOnly whether only a trusted proxy and this machine may talk to it
 */
record Config(
        String host,
        int port,
        int managementPort,
        OptionalInt apiPort,
        Path data,
        Optional<Path> keyFile,
        Optional<Tls> tls,
        Optional<URI> publicUrl,
        List<String> allowedHosts,
        List<Cidr> trustedProxies,
        String issuer,
        MfaRules rules,
        SessionLimits limits,
        Optional<EmailAddress> support,
        boolean sandbox,
        boolean proxiedOnly) {

    /** Files in PEM. */
    record Tls(Path certificate, Path key) {}

    static final String DATABASE_FILE = "countersign.db";

    Path database() {
        return data.resolve(DATABASE_FILE);
    }

    /** The address as a client on this machine can use it. */
    String localUrl(int boundPort) {
        String scheme = tls.isPresent() ? "https" : "http";
        String name = isAnyAddress(host) ? "127.0.0.1" : host;
        return scheme
                + "://"
                + (name.indexOf(':') >= 0 ? "[" + name + "]" : name)
                + ":"
                + boundPort;
    }

    private static boolean isAnyAddress(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
