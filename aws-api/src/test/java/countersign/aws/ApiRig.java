package countersign.aws;

import countersign.aws.sigv4.TestSigner;
import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.iam.user.Administrators;
import countersign.store.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The API over a real store, one account, and a clock that the test moves. */
public final class ApiRig implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final String ACCOUNT = "123456789012";
    public static final String ISSUER = "Counter & Sign";
    private static final EmailAddress ROOT = new EmailAddress("root@example.com");

    public final SqliteStore store;
    public final Iam iam;
    public final List<String> observed = Collections.synchronizedList(new ArrayList<>());
    public final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    private final Passwords passwords;
    private final Account account;
    private final AwsApi api;
    public Instant now = START;

    /** Whether the database cannot be reached. */
    public volatile boolean down;

    public ApiRig(Path folder) {
        this(folder, MfaRules.AWS);
    }

    public ApiRig(Path folder, MfaRules rules) {
        SecureRandom random = new SecureRandom();
        SealingKey key = SealingKey.random(random);
        var keys = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        this.store = SqliteStore.open(folder.resolve("test.db"), "test");
        this.passwords = new Passwords(keys, random, 2, 1_000);
        this.iam = Iam.assemble(switched(), keys, passwords, random, settings(rules));
        this.account = account();
        this.api = new AwsApi(iam, switched(), random, ISSUER, observer());
    }

    private Store switched() {
        return new Store() {
            @Override
            public <T> T write(Work<T> body) {
                refuseWhenDown();
                return store.write(body);
            }

            @Override
            public void submit(Work<?> body) {
                if (!down) {
                    store.submit(body);
                }
            }

            @Override
            public <T> T read(Work<T> body) {
                refuseWhenDown();
                return store.read(body);
            }
        };
    }

    private void refuseWhenDown() {
        if (down) {
            throw new StoreFailure("the test has switched the database off");
        }
    }

    private static Iam.Settings settings(MfaRules rules) {
        return new Iam.Settings(
                rules, SessionLimits.ROOT, () -> "http://127.0.0.1:8080", Optional.of(ROOT));
    }

    private Account account() {
        var wanted =
                new Accounts.Wanted(
                        ROOT,
                        "Example",
                        Optional.of(new countersign.iam.account.AccountId(ACCOUNT)),
                        Optional.of(Password.of("correct horse battery")));
        return ((Accounts.Creation.Created) iam.accounts().create(wanted, operator())).account();
    }

    private Caller.Operator operator() {
        return new Caller.Operator(now, Client.operator());
    }

    private AwsApi.Observer observer() {
        return new AwsApi.Observer() {
            @Override
            public void answered(String action, int status, Optional<String> errorCode) {
                observed.add(action + " " + status + " " + errorCode.orElse("-"));
            }

            @Override
            public void failed(String requestId, RuntimeException fault) {
                failures.add(fault);
            }
        };
    }

    /** A key of root's, which only the rules {@code aws} allow. */
    public TestKey root() {
        return key(iam.accessKeys().createForRoot(account, operator()).orElseThrow());
    }

    /** A key of a new user who may do everything. */
    public TestKey admin(TestKey root, String name) {
        call(root, "CreateUser", "UserName", name);
        call(
                root,
                "AttachUserPolicy",
                "UserName",
                name,
                "PolicyArn",
                "arn:aws:iam::aws:policy/AdministratorAccess");
        return user(root, name);
    }

    /** The account's first administrator, as the operator makes it. */
    public TestKey founder() {
        var administrators = new Administrators(store, iam.accessKeys(), new SecureRandom());
        return key(administrators.create(account, operator()).orElseThrow());
    }

    /** A new key of a user. */
    public TestKey user(TestKey by, String name) {
        XmlAnswer created = call(by, "CreateAccessKey", "UserName", name);
        return new TestKey(
                created.text("AccessKeyId"), created.text("SecretAccessKey"), Optional.empty());
    }

    private static TestKey key(AccessKeys.Created created) {
        return new TestKey(created.id(), created.secret().reveal(), Optional.empty());
    }

    /** Name, value, name, value ... */
    public XmlAnswer call(TestKey key, String action, String... namesAndValues) {
        Action found = Action.named(action).orElseThrow();
        return send(key, found, TestClient.form(namesAndValues));
    }

    public XmlAnswer send(TestKey key, Action action, String form) {
        String whole =
                "Action=%s&Version=%s&%s"
                        .formatted(action.name(), action.service().version(), form);
        ApiRequest request = TestClient.with(TestClient.unsigned(whole), "User-Agent", "rig");
        ApiRequest withToken =
                key.token()
                        .map(token -> TestClient.with(request, "X-Amz-Security-Token", token))
                        .orElse(request);
        return answer(TestSigner.sign(withToken, key.id(), key.secret(), action.service(), now));
    }

    public XmlAnswer answer(ApiRequest request) {
        ApiAnswer answer = api.answer(request, now);
        return new XmlAnswer(answer.status(), answer.body().utf8());
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** To where nothing was tried yet, by any rules. */
    public void nextWindow() {
        pass(Duration.ofMinutes(3));
    }

    /** All records, oldest first, once those are in that nobody waited for. */
    public List<String> records() {
        store.write(_ -> true);
        return store.read(tables ->
                tables.audit().read(0, 1_000_000).stream().map(one -> one.json()).toList());
    }

    @Override
    public void close() {
        passwords.close();
        store.close();
    }
}
