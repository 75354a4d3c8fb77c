package countersign.server;

import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.MfaRules;
import countersign.iam.session.SessionLimits;
import countersign.store.SqliteStore;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code countersign serve}. */
@Command(
        name = "serve",
        sortOptions = false,
        description = {
            "Serves console and API, in the foreground, until SIGTERM or Ctrl-C.",
            "Each option can also be set by an environment variable (COUNTERSIGN_MFA_RULES for"
                    + " --mfa-rules) or a line in the file of --config (mfa-rules = aws)."
        })
final class ServeCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final String OWN_ISSUER = "Countersign";
    private static final String AWS_ISSUER = "Amazon Web Services";

    private final Program program;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "9080",
            description =
                    "Port for health and metrics, on loopback; 0 takes a free one (default:"
                            + " ${DEFAULT-VALUE}).")
    int managementPort;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description =
                    "Another port that serves the API alone; 0 takes a free one (default: none, the"
                            + " API is on --port).")
    @Nullable Integer apiPort;

    @Mixin DataOptions data = new DataOptions();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificate chain in PEM; needs --tls-key.")
    @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PKCS#8 key in PEM.")
    @Nullable Path tlsKey;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where browsers reach the console, when behind a proxy or by a name.")
    @Nullable String publicUrl;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            split = ",",
            description = "Another name by which this server may be called; may be repeated.")
    List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            split = ",",
            description =
                    "Network whose X-Forwarded-For, -Proto and -Host are believed; may be"
                            + " repeated.")
    List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description =
                    "Name in the QR codes (default: "
                            + OWN_ISSUER
                            + "; in a sandbox: "
                            + AWS_ISSUER
                            + ").")
    @Nullable String issuer;

    @Option(
            names = "--mfa-rules",
            paramLabel = "hardened|aws",
            description = "Rules for codes (default: hardened; in a sandbox: aws).")
    @Nullable String rules;

    @Option(
            names = "--session-idle",
            paramLabel = "DURATION",
            defaultValue = "PT15M",
            description =
                    "A session ends after so long without a request (default: ${DEFAULT-VALUE}).")
    String sessionIdle = "PT15M";

    @Option(
            names = "--session-limit",
            paramLabel = "DURATION",
            defaultValue = "PT12H",
            description = "A session ends after so long in any case (default: ${DEFAULT-VALUE}).")
    String sessionLimit = "PT12H";

    @Option(
            names = "--support-email",
            paramLabel = "ADDRESS",
            description = "Where requests of people who lost a device are mailed to.")
    @Nullable String support;

    @Option(
            names = "--sandbox",
            description =
                    "For tests: a clock that can be moved, accounts by HTTP. Protects nothing.")
    boolean sandbox;

    @Option(
            names = "--sandbox-remote",
            description = "Lets a sandbox listen on an address that others can reach.")
    boolean sandboxRemote;

    @Option(
            names = "--insecure-http",
            description = "Lets plain HTTP be served on an address that others can reach.")
    boolean insecureHttp;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File with options, a line each: name = value.")
    @Nullable Path config;

    ServeCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        Config checked = check();
        SqliteStore store = data.open(true);
        Node node;
        try {
            rememberMode(store);
            Keys keys = data.keys(store, program.environment(), program.random());
            node = Node.start(checked, store, keys, program.random());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        LOG.info(
                "rules {}, data {}, management on http://127.0.0.1:{}",
                checked.rules().name(),
                checked.data(),
                node.managementPort());
        node.apiPort().ifPresent(bound -> LOG.info("API on {} too", checked.localUrl(bound)));
        program.serveUntilStopped(node, checked.localUrl(node.port()));
    }

    private void rememberMode(SqliteStore store) {
        if (store.installation().sandbox(sandbox) == sandbox) return;
        throw new OperatorError(
                sandbox
                        ? "this database is not a sandbox; without --sandbox it is served for real"
                        : "this database is a sandbox: serve it with --sandbox, or name another"
                                + " with --data");
    }

    private Config check() {
        boolean reachable = !isLoopback(host);
        if (sandbox && reachable && !sandboxRemote) {
            throw new OperatorError(
                    "a sandbox protects nothing: to let others reach it on "
                            + host
                            + " add --sandbox-remote");
        }
        Optional<Config.Tls> tls = tls();
        if (reachable && tls.isEmpty() && trustedProxies.isEmpty() && !insecureHttp) {
            throw new OperatorError(
                    "plain HTTP on "
                            + host
                            + " would show passwords to the network: add --tls-cert and --tls-key,"
                            + " name a --trusted-proxy, or insist with --insecure-http");
        }
        return new Config(
                host,
                port(port, "--port"),
                port(managementPort, "--management-port"),
                apiPort == null ? OptionalInt.empty() : OptionalInt.of(port(apiPort, "--api-port")),
                data.data,
                Optional.ofNullable(data.keyFile),
                tls,
                Optional.ofNullable(publicUrl).map(ServeCommand::url),
                allowedHosts,
                trustedProxies.stream().map(ServeCommand::cidr).toList(),
                Optional.ofNullable(issuer).orElse(sandbox ? AWS_ISSUER : OWN_ISSUER),
                rules(),
                limits(),
                Optional.ofNullable(support).map(ServeCommand::address),
                sandbox,
                reachable && tls.isEmpty() && !insecureHttp);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new OperatorError("--host " + host + " is no address of this machine");
        }
    }

    private Optional<Config.Tls> tls() {
        if (tlsCertificate == null && tlsKey == null) return Optional.empty();
        if (tlsCertificate == null || tlsKey == null) {
            throw new OperatorError("--tls-cert and --tls-key go together");
        }
        return Optional.of(new Config.Tls(tlsCertificate, tlsKey));
    }

    private static int port(int port, String option) {
        if (port >= 0 && port <= 65_535) return port;
        throw new OperatorError(option + " must be 0 to 65535");
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            boolean root = url.getPath().isEmpty() || url.getPath().equals("/");
            if (http && url.getHost() != null && root && url.getQuery() == null) return url;
        } catch (URISyntaxException e) {
            LOG.debug("not a URL", e);
        }
        throw new OperatorError("--public-url must be like https://id.example.com, without a path");
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text)
                .orElseThrow(() ->
                        new OperatorError("--trusted-proxy must be like 10.0.0.0/8: " + text));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> new OperatorError("--support-email must be an e-mail address"));
    }

    private MfaRules rules() {
        if (rules == null) return sandbox ? MfaRules.AWS : MfaRules.HARDENED;
        return MfaRules.named(rules)
                .orElseThrow(() -> new OperatorError("--mfa-rules must be hardened or aws"));
    }

    private SessionLimits limits() {
        try {
            return new SessionLimits(Duration.parse(sessionIdle), Duration.parse(sessionLimit));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new OperatorError(
                    "--session-idle and --session-limit must be like PT15M and PT12H, the first"
                            + " shorter");
        }
    }
}
