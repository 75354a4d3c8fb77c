package countersign.iam.user;

import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Account;
import countersign.iam.audit.AuditEvent;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes an account's first IAM user, by the operator: one who may do everything but be root. */
public final class Administrators {
    public static final String NAME = "Administrator";

    private static final String POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final int ID_LENGTH = 21;

    private final Store store;
    private final AccessKeys accessKeys;
    private final Ids ids;

    public Administrators(Store store, AccessKeys accessKeys, RandomGenerator random) {
        this.store = store;
        this.accessKeys = accessKeys;
        this.ids = new Ids(random);
    }

    /** The administrator's first access key; empty when the account has a user of that name. */
    public Optional<AccessKeys.Created> create(Account account, Caller.Operator caller) {
        Instant now = account.timeAt(caller.now());
        Principal user =
                Principal.made(
                        account.id(),
                        new PrincipalId(ids.unique("AIDA", ID_LENGTH)),
                        new Identity.User(NAME, "/", Optional.empty()),
                        now);
        AuditEvent created =
                AuditEvent.of(
                                ids.uuid(),
                                account.id(),
                                now,
                                AuditEvent.User.operator(),
                                "CreateUser",
                                caller.client())
                        .on(user.arn());
        boolean made =
                store.write(tables -> {
                    if (!tables.principals().insert(user)) return false;
                    tables.permissions().attach(account.id(), user.id().text(), POLICY);
                    tables.accounts().setIamStamp(account.id(), ids.random().nextLong());
                    tables.audit().append(created);
                    return true;
                });
        return made ? Optional.of(accessKeys.createFor(account, user, caller)) : Optional.empty();
    }
}
