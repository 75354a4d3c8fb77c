package countersign.iam.signin;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.audit.AuditEvent;
import countersign.iam.key.SealedValue;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Window;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordAttemptTable;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.session.PlaceTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one place in which a password is checked. Counted before it is looked at, by account (or by
 * what was typed, when there is none) and by lane:
 *
 * <ul>
 *   <li>a browser that has signed in before has a lane of its own, so that strangers cannot lock
 *       the owner out; after 100 wrong passwords in a row it is a stranger too;
 *   <li>strangers share a lane by network, and 100 wrong passwords in a row among all of them close
 *       the password to strangers (NIST SP 800-63B-4 section 3.2.2) until a known browser signs in
 *       or the password is reset by mail;
 *   <li>an access key has a lane of its own, so that a leaked one cannot close the console; after
 *       100 wrong passwords in a row it can try no more.
 * </ul>
 */
public final class PasswordCheck {
    static final int CHECKS = 10;
    static final Duration WINDOW = Duration.ofMinutes(3);
    static final int MOST_IN_A_ROW = 100;

    /** By all names together: a network that tries many names is slowed down too. */
    static final int CHECKS_OF_NETWORK = 300;

    private static final String EVERY_NAME = "*";

    /** As long as a real account stays closed, or one could tell names that nobody has. */
    private static final Duration UNKNOWN_NAME_KEPT = Duration.ofDays(31);

    private final Store store;
    private final Passwords passwords;
    private final Ids ids;
    private final Notices notices;

    public PasswordCheck(Store store, Passwords passwords, Ids ids, Notices notices) {
        this.store = store;
        this.passwords = passwords;
        this.ids = ids;
        this.notices = notices;
    }

    /** What it came to. */
    sealed interface Result {
        record Right(Account account, Principal principal) implements Result {}

        record Wrong() implements Result {}

        record Throttled(Instant until) implements Result {}
    }

    private record Who(Account account, Principal principal, Optional<SealedValue> password) {}

    Result check(EmailAddress email, Password password, Client client, Instant system) {
        Optional<Who> who = store.read(tables -> find(tables, email));
        Instant now = who.map(it -> it.account().timeAt(system)).orElse(system);
        String subject =
                who.map(it -> subject(it.principal())).orElseGet(() -> nobody(email.text()));
        return checkCounted(new Try(who, subject, client, Optional.empty(), now), password);
    }

    /** An IAM user's, by the account's id or alias and the user's name. */
    Result check(UserName name, Password password, Client client, Instant system) {
        Optional<Account> account = store.read(tables -> account(tables, name));
        Optional<Who> who =
                account.flatMap(it -> store.read(tables -> find(tables, it, name.name())));
        Instant now = account.map(it -> it.timeAt(system)).orElse(system);
        String subject =
                who.map(it -> subject(it.principal()))
                        .orElseGet(() -> nobody(canonical(name, account)));
        return checkCounted(new Try(who, subject, client, Optional.empty(), now), password);
    }

    /** Counted by immutable ids, whatever somebody is called (T25). */
    private static String subject(Principal principal) {
        String account = principal.account().digits();
        return principal.isRoot() ? account : account + "/" + principal.id().text();
    }

    private static String nobody(String canonicalName) {
        return "?" + Token.sha256(canonicalName);
    }

    private static String canonical(UserName name, Optional<Account> account) {
        return account.map(it -> it.id().digits()).orElse(name.account()) + "/" + name.name();
    }

    private static Optional<Account> account(Tables tables, UserName name) {
        Optional<Account> byId =
                AccountId.parse(name.account()).flatMap(id -> tables.accounts().find(id));
        return byId.or(() -> tables.accounts().findByAlias(name.account()));
    }

    private static Optional<Who> find(Tables tables, Account account, String userName) {
        return tables.principals()
                .findUser(account.id(), userName)
                .flatMap(user -> find(tables, account, user.id()));
    }

    /** The password again, by somebody who is signed in or has a key. */
    public boolean again(Caller.Authenticated caller, Principal principal, Password password) {
        Optional<Who> who = store.read(tables -> find(tables, caller.account(), principal.id()));
        Optional<String> key =
                caller instanceof Caller.Api api
                        ? Optional.of(api.issuer().accessKeyId())
                        : Optional.empty();
        var attempt = new Try(who, subject(principal), caller.client(), key, caller.now());
        return checkCounted(attempt, password) instanceof Result.Right;
    }

    private static Optional<Who> find(Tables tables, EmailAddress email) {
        return tables.accounts()
                .findByRootEmail(email)
                .flatMap(account -> find(tables, account, PrincipalId.root(account.id())));
    }

    private static Optional<Who> find(Tables tables, Account account, PrincipalId id) {
        return tables.principals()
                .find(account.id(), id)
                .map(principal ->
                        new Who(
                                account,
                                principal,
                                tables.principals().password(account.id(), id)));
    }

    /**
     * One try of a password.
     *
     * @param key the access key that it came with; empty in the console
     */
    private record Try(
            Optional<Who> who, String subject, Client client, Optional<String> key, Instant now) {}

    private Result checkCounted(Try attempt, Password password) {
        try (Passwords.Place _ = passwords.takePlace()) {
            return checkInPlace(attempt, password);
        }
    }

    private Result checkInPlace(Try attempt, Password password) {
        Window window = Window.at(attempt.now(), WINDOW);
        Optional<Row> counted = store.write(tables -> count(tables, attempt, window));
        if (counted.isEmpty()) return new Result.Throttled(window.end());
        Row row = counted.get();
        Optional<Who> who = attempt.who();
        if (!matches(who, password)) {
            String event = ids.uuid();
            // A request to the API has a record of its own, which the edge writes.
            who.filter(_ -> attempt.key().isEmpty())
                    .ifPresent(it ->
                            store.submit(tables -> recordWrong(tables, it, row, attempt, event)));
            return new Result.Wrong();
        }
        store.write(tables -> {
            tables.passwordAttempts().clearRow(attempt.subject(), row.lane());
            if (attempt.key().isEmpty()) {
                tables.passwordAttempts()
                        .clearRow(attempt.subject(), PasswordAttemptTable.STRANGERS);
            }
            return true;
        });
        return new Result.Right(who.orElseThrow().account(), who.orElseThrow().principal());
    }

    /** Checks in a row, this one included. */
    private record Row(String lane, int number) {}

    private static Optional<Row> count(Tables tables, Try attempt, Window window) {
        var attempts = tables.passwordAttempts();
        Optional<Who> who = attempt.who();
        String subject = attempt.subject();
        Client client = attempt.client();
        if (attempt.key().isPresent()) {
            // All keys of the principal together: whoever may make keys could else count anew.
            String lane = "keys";
            return attempts.count(subject, lane, window, CHECKS)
                    ? countInARow(tables, who, subject, lane + " in a row", window)
                    : Optional.empty();
        }
        Optional<String> browser = client.browser().filter(id -> isKnown(tables, who, id));
        if (browser.isPresent()) {
            String lane = "browser " + browser.get();
            if (!attempts.count(subject, lane, window, CHECKS)) return Optional.empty();
            Optional<Row> row = countInARow(tables, who, subject, lane + " in a row", window);
            if (row.isPresent()) return row;
            forget(tables, who.orElseThrow(), browser.get());
        }
        String network = "network " + Network.of(client.address());
        return attempts.count(EVERY_NAME, network, window, CHECKS_OF_NETWORK)
                        && attempts.count(subject, network, window, CHECKS)
                ? countInARow(tables, who, subject, PasswordAttemptTable.STRANGERS, window)
                : Optional.empty();
    }

    private static Optional<Row> countInARow(
            Tables tables, Optional<Who> who, String subject, String lane, Window window) {
        long keptUntil =
                who.isPresent()
                        ? Long.MAX_VALUE
                        : window.end().plus(UNKNOWN_NAME_KEPT).getEpochSecond();
        OptionalInt number =
                tables.passwordAttempts().countInARow(subject, lane, keptUntil, MOST_IN_A_ROW);
        return number.isPresent()
                ? Optional.of(new Row(lane, number.getAsInt()))
                : Optional.empty();
    }

    /** A browser from which too many wrong passwords came is a stranger from now on. */
    private static void forget(Tables tables, Who who, String browser) {
        tables.places()
                .forget(who.account().id(), who.principal().id(), PlaceTable.Kind.BROWSER, browser);
    }

    private static boolean isKnown(Tables tables, Optional<Who> who, String browser) {
        return who.filter(it ->
                        tables.places()
                                .isKnown(
                                        it.account().id(),
                                        it.principal().id(),
                                        PlaceTable.Kind.BROWSER,
                                        browser))
                .isPresent();
    }

    /** Exactly one hash is computed, whoever was asked for. */
    private boolean matches(Optional<Who> who, Password password) {
        Optional<SealedValue> sealed = who.flatMap(Who::password);
        if (who.isEmpty() || sealed.isEmpty()) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(
                password, sealed.get(), who.get().account().id(), who.get().principal().id());
    }

    private boolean recordWrong(Tables tables, Who who, Row row, Try attempt, String event) {
        Client client = attempt.client();
        Instant now = attempt.now();
        tables.audit()
                .append(
                        AuditEvent.of(
                                        event,
                                        who.account().id(),
                                        now,
                                        AuditEvent.User.of(who.principal()),
                                        "ConsoleLogin",
                                        client)
                                .refused("Failed authentication"));
        if (row.equals(new Row(PasswordAttemptTable.STRANGERS, MOST_IN_A_ROW))) {
            notices.passwordClosed(
                    tables, new Notices.Event(who.account(), who.principal(), now, client));
        }
        return true;
    }
}
