package countersign.server;

import countersign.authenticator.site.WebApp;
import countersign.iam.Client;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.iam.user.Administrators;
import countersign.store.SqliteStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code countersign demo}: what a newcomer runs. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Serves a sample account in a sandbox, and says how to sign in to it.",
            "Everything is made anew each time, in ./countersign-data/demo."
        })
final class DemoCommand implements Runnable {
    private static final EmailAddress EMAIL = new EmailAddress("root@example.com");
    private static final String NAME = "Example Corp";

    private final Program program;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    int port;

    DemoCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        Path data = Path.of("countersign-data", "demo");
        // Before anything is wiped: it may be the files of a demo that runs.
        Node.refuseTaken("127.0.0.1", port);
        wipe(data);
        DataOptions options = new DataOptions();
        options.data = data;
        SqliteStore store = options.open(true);
        store.installation().sandbox(true);
        // The key lives as long as this process: what it seals is wiped at the next start.
        SealingKey key = SealingKey.random(program.random());
        Keys keys =
                Keys.prove(
                        () -> new SealingKeys(List.of(key)),
                        "in memory",
                        store.installation(),
                        program.random());
        Node node = Node.start(config(data), store, keys, program.random());
        String password = GeneratedPassword.draw(program.random());
        Account account = create(node, password);
        AccessKeys.Created admin = administrator(node, store, account);
        String url = "http://127.0.0.1:" + node.port();
        String authenticator = authenticator(port == 0 ? 0 : port + 1);
        program.serveUntilStopped(
                node, url, () -> explain(url, authenticator, account, password, admin));
    }

    /** The URL of the authenticator's web app, on an origin of its own; or why there is none. */
    private static String authenticator(int port) {
        try {
            return WebApp.serve(port)
                    .map(WebApp::url)
                    .orElse("(not built: needs node and npm, and ./countersign demo again)");
        } catch (IOException e) {
            return "(none: port %d is taken; ./authenticator serve --port P)".formatted(port);
        }
    }

    private AccessKeys.Created administrator(Node node, SqliteStore store, Account account) {
        return new Administrators(store, node.iam().accessKeys(), program.random())
                .create(account, operator())
                .orElseThrow(() -> new OperatorError("the sample administrator is there already"));
    }

    private static Caller.Operator operator() {
        return new Caller.Operator(InstantSource.system().instant(), Client.operator());
    }

    private Config config(Path data) {
        return new Config(
                "127.0.0.1",
                port,
                0,
                OptionalInt.empty(),
                data,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "Amazon Web Services",
                MfaRules.AWS,
                SessionLimits.ROOT,
                Optional.of(new EmailAddress("support@example.com")),
                true,
                false);
    }

    /** Removes what an earlier demo left, and nothing else. */
    private static void wipe(Path data) {
        try {
            delete(data.resolve("outbox"), "*.eml");
            delete(data, Config.DATABASE_FILE + "*");
        } catch (IOException e) {
            throw new OperatorError(
                    "cannot remove the last demo in " + data + ": " + e.getMessage());
        }
    }

    private static void delete(Path folder, String files) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, files)) {
            for (Path file : found) Files.delete(file);
        }
    }

    private static Account create(Node node, String password) {
        var wanted =
                new Accounts.Wanted(
                        EMAIL, NAME, Optional.empty(), Optional.of(Password.of(password)));
        var creation = node.iam().accounts().create(wanted, operator());
        if (creation instanceof Accounts.Creation.Created created) return created.account();
        throw new OperatorError("the sample account could not be made: " + creation);
    }

    private void explain(
            String url,
            String authenticator,
            Account account,
            String password,
            AccessKeys.Created key) {
        program.out()
                .print(
                        """

                        A sandbox with one account. It protects nothing; its mail is in
                        countersign-data/demo/outbox.

                          Console        %1$s/console
                          Root user      %2$s
                          Password       %3$s
                          Account id     %4$s
                          Authenticator  %7$s

                        What to try next:
                          1. Sign in as Root user, then open the account menu at the top right,
                             My Security Credentials, Multi-factor authentication (MFA), Activate MFA.
                          2. Show QR code, save it as a picture (or take a screenshot), and give the
                             picture to the authenticator above: Add account, Scan account barcode.
                             Or in another terminal:
                               ./authenticator add demo --qr picture.png
                               ./authenticator code demo --pair
                             Any authenticator app on your phone does as well.
                          3. Type the two codes, Assign MFA, sign out and in again.

                        The AWS CLI and SDKs, as the IAM user Administrator, in another terminal:

                          export AWS_ENDPOINT_URL_IAM=%1$s AWS_ENDPOINT_URL_STS=%1$s
                          export AWS_DEFAULT_REGION=us-east-1
                          export AWS_ACCESS_KEY_ID=%5$s
                          export AWS_SECRET_ACCESS_KEY=%6$s
                          aws sts get-caller-identity

                        Stop with Ctrl-C.
                        """
                                .formatted(
                                        url,
                                        EMAIL,
                                        password,
                                        account.id(),
                                        key.id(),
                                        key.secret().reveal(),
                                        authenticator));
        program.out().flush();
    }
}
