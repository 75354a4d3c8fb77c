package countersign.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.iam.user.Administrators;
import countersign.store.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code countersign account}: what an operator does with accounts. Works while a server runs. */
@Command(name = "account", description = "Creates and shows accounts with their root users.")
final class AccountCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;

    AccountCommand(Program program) {
        this.program = program;
    }

    @Command(
            name = "create",
            description = {
                "Creates an account and its root user; prints one JSON object.",
                "Without --password-stdin it holds a SetPasswordUrl, which works once, for 30"
                        + " minutes."
            })
    void create(
            @Option(
                            names = "--email",
                            required = true,
                            paramLabel = "ADDRESS",
                            description = "Root user's e-mail address: the sign-in name.")
                    String email,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "Name of the account.")
                    String name,
            @Option(
                            names = "--account-id",
                            paramLabel = "12DIGITS",
                            description = "Number of the account; drawn when not given.")
                    @Nullable String accountId,
            @Option(
                            names = "--password-stdin",
                            description = "Reads the password from standard input, one line.")
                    boolean passwordStdin,
            @Option(
                            names = "--access-key",
                            description = {
                                "Also makes the IAM user Administrator with an access key; its"
                                        + " secret is shown here and never again."
                            })
                    boolean accessKey,
            @Option(
                            names = "--public-url",
                            paramLabel = "URL",
                            defaultValue = "http://127.0.0.1:8080",
                            description =
                                    "Where the console is reached, for SetPasswordUrl (default:"
                                            + " ${DEFAULT-VALUE}).")
                    String publicUrl,
            @Mixin DataOptions data) {
        EmailAddress address =
                EmailAddress.parse(email)
                        .orElseThrow(() -> new OperatorError("--email must be an e-mail address"));
        Optional<AccountId> id =
                Optional.ofNullable(accountId)
                        .map(typed ->
                                AccountId.parse(typed)
                                        .orElseThrow(() ->
                                                new OperatorError(
                                                        "--account-id must be 12 digits")));
        Optional<Password> password =
                passwordStdin ? Optional.of(readPassword()) : Optional.empty();
        boolean isNew = Files.notExists(data.data.resolve(Config.DATABASE_FILE));
        if (isNew) System.err.println("countersign: made a new database in " + data.data);
        try (SqliteStore store = data.open(true);
                Services services = services(store, data)) {
            // Accounts in a database that nobody has called a sandbox are meant for real.
            store.installation().sandbox(false);
            var creation =
                    services.iam()
                            .accounts()
                            .create(new Accounts.Wanted(address, name, id, password), operator());
            ObjectNode json = created(creation, publicUrl);
            if (accessKey && creation instanceof Accounts.Creation.Created it) {
                addAdministrator(json, services, store, it.account());
            }
            print(json);
        }
    }

    private void addAdministrator(
            ObjectNode json, Services services, SqliteStore store, Account account) {
        new Administrators(store, services.iam().accessKeys(), program.random())
                .create(account, operator())
                .ifPresent(key ->
                        json.put("UserName", Administrators.NAME)
                                .put("AccessKeyId", key.id())
                                .put("SecretAccessKey", key.secret().reveal()));
    }

    private static ObjectNode created(Accounts.Creation creation, String publicUrl) {
        return switch (creation) {
            case Accounts.Creation.Created created -> {
                ObjectNode json =
                        JSON.createObjectNode()
                                .put("AccountId", created.account().id().digits())
                                .put("Email", created.email().text())
                                .put("Arn", created.account().id().rootArn());
                created.setPasswordLink()
                        .ifPresent(link ->
                                json.put(
                                        "SetPasswordUrl",
                                        publicUrl.replaceAll("/+$", "")
                                                + "/signin/reset/"
                                                + link.reveal()));
                yield json;
            }
            case Accounts.Creation.EmailOrIdTaken _ ->
                    throw new OperatorError("an account with this e-mail address or number exists");
            case Accounts.Creation.Weak weak -> throw new OperatorError(weak.weakness().advice());
            case Accounts.Creation.BadName _ ->
                    throw new OperatorError("--name must be 1 to 100 characters on one line");
        };
    }

    @Command(name = "list", description = "Lists all accounts.")
    void list(
            @Option(
                            names = "--format",
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "How to print (default: ${DEFAULT-VALUE}).")
                    Format format,
            @Mixin DataOptions data) {
        try (SqliteStore store = data.open(false);
                Services services = services(store, data)) {
            var all = services.iam().accounts().list();
            switch (format) {
                case text ->
                        all.forEach(one ->
                                program.out()
                                        .printf(
                                                "%s  %-32s  MFA devices: %d  %s%n",
                                                one.account().id(),
                                                one.root().email().orElseThrow(),
                                                one.mfaDevices(),
                                                one.account().name()));
                case json -> {
                    ArrayNode array = JSON.createArrayNode();
                    all.forEach(one -> array.add(json(one)));
                    print(array);
                }
            }
        }
    }

    @Command(name = "show", description = "Shows one account.")
    void show(
            @Parameters(paramLabel = "ACCOUNT", description = "Number of the account.")
                    String account,
            @Option(
                            names = "--format",
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "How to print (default: ${DEFAULT-VALUE}).")
                    Format format,
            @Mixin DataOptions data) {
        try (SqliteStore store = data.open(false);
                Services services = services(store, data)) {
            var found =
                    AccountId.parse(account)
                            .flatMap(id -> services.iam().accounts().show(id))
                            .orElseThrow(() -> new OperatorError("there is no account " + account));
            ObjectNode json = json(found);
            switch (format) {
                case text ->
                        json.properties()
                                .forEach(field ->
                                        program.out()
                                                .printf(
                                                        "%-20s %s%n",
                                                        field.getKey(), field.getValue().asText()));
                case json -> print(json);
            }
        }
    }

    /** How a command prints. */
    enum Format {
        text,
        json
    }

    private static ObjectNode json(Accounts.Overview one) {
        return JSON.createObjectNode()
                .put("AccountId", one.account().id().digits())
                .put("Name", one.account().name())
                .put("Email", one.root().email().orElseThrow().text())
                .put("Arn", one.root().arn())
                .put("CreatedAt", one.account().createdAt().toString())
                .put("PasswordSet", one.root().passwordChangedAt().isPresent())
                .put("MfaDevices", one.mfaDevices())
                .put("LostDeviceRequests", one.lostDeviceRequests())
                .put(
                        "LastSignIn",
                        one.root().passwordLastUsed().map(Object::toString).orElse("never"));
    }

    private record Services(Iam iam, Passwords passwords) implements AutoCloseable {
        @Override
        public void close() {
            passwords.close();
        }
    }

    private Services services(SqliteStore store, DataOptions data) {
        Keys keys = data.keys(store, program.environment(), program.random());
        Passwords passwords = new Passwords(keys.ring(), program.random(), 1, 1);
        Iam iam =
                Iam.assemble(
                        store,
                        keys.ring(),
                        passwords,
                        program.random(),
                        new Iam.Settings(
                                MfaRules.HARDENED, SessionLimits.ROOT, () -> "", Optional.empty()));
        return new Services(iam, passwords);
    }

    private static Caller.Operator operator() {
        return new Caller.Operator(InstantSource.system().instant(), Client.operator());
    }

    private static Password readPassword() {
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null || line.isEmpty()) {
                throw new OperatorError("no password on standard input");
            }
            return Password.of(line);
        } catch (IOException e) {
            throw new OperatorError("cannot read the password from standard input");
        }
    }

    private void print(com.fasterxml.jackson.databind.JsonNode json) {
        try {
            program.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing JSON", e);
        }
    }
}
