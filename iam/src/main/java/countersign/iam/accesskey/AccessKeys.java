package countersign.iam.accesskey;

import countersign.iam.Ids;
import countersign.iam.Refused;
import countersign.iam.Store;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.audit.AuditEvent;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.MfaRules;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes, lists, switches and removes long-term access keys. */
public final class AccessKeys {
    /** Keys per user, and per root user (IAM quota AccessKeysPerUser). */
    public static final int MOST = 2;

    private static final Duration USE_GRAIN = Duration.ofMinutes(1);

    private static final int MOST_NOTED = 50_000;

    /** When this node last noted a use: only spares writes. */
    private final ConcurrentHashMap<String, Instant> noted = new ConcurrentHashMap<>();

    /** Secrets by key id, each good for the very bytes that it was opened from. */
    private final ConcurrentHashMap<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(SealedValue sealed, SecretAccessKey secret) {}

    private final Store store;
    private final KeyService keys;
    private final MfaRules rules;
    private final Operations operations;
    private final Ids ids;

    public AccessKeys(
            Store store, KeyService keys, MfaRules rules, Operations operations, Ids ids) {
        this.store = store;
        this.keys = keys;
        this.rules = rules;
        this.operations = operations;
        this.ids = ids;
    }

    /** A new key; its secret can be revealed here and never again. */
    public record Created(AccessKey key, Optional<String> userName, SecretAccessKey secret) {
        public String id() {
            return key.id();
        }
    }

    private record Drawn(AccessKey key, SecretAccessKey secret) {}

    private Drawn draw(Principal owner, Instant now) {
        AccountId account = owner.account();
        String id = KeyIds.draw(rules.longTermPrefix(), account, ids);
        SecretAccessKey secret = SecretAccessKey.random(ids.random());
        var sealed =
                keys.seal(
                        secret.reveal().getBytes(StandardCharsets.US_ASCII),
                        AccessKey.place(account, owner.id(), id));
        var key =
                new AccessKey(id, account, owner.id(), sealed, true, false, now, Optional.empty());
        return new Drawn(key, secret);
    }

    /** The secret of a stored key, for checking a signature. */
    public SecretAccessKey secret(AccessKeyTable.Signer signer) {
        Opened known = opened.get(signer.keyId());
        if (known != null && known.sealed().equals(signer.sealedSecret())) return known.secret();
        byte[] plain = keys.open(signer.sealedSecret(), place(signer));
        var secret = SecretAccessKey.of(new String(plain, StandardCharsets.US_ASCII));
        if (opened.size() >= MOST_NOTED) opened.clear();
        opened.put(signer.keyId(), new Opened(signer.sealedSecret(), secret));
        return secret;
    }

    private static SealedPlace place(AccessKeyTable.Signer signer) {
        return AccessKey.place(signer.account().id(), signer.owner().id(), signer.keyId());
    }

    /** Makes a key of an account's root user; empty under rules that refuse it. */
    public Optional<Created> createForRoot(Account account, Caller.Operator caller) {
        if (!rules.rootAccessKeys()) return Optional.empty();
        return store.read(tables ->
                        tables.principals().find(account.id(), PrincipalId.root(account.id())))
                .map(root -> createFor(account, root, caller));
    }

    /** Makes a key for somebody, by the operator. */
    public Created createFor(Account account, Principal owner, Caller.Operator caller) {
        Instant now = account.timeAt(caller.now());
        Drawn drawn = draw(owner, now);
        AuditEvent created =
                AuditEvent.of(
                                ids.uuid(),
                                account.id(),
                                now,
                                AuditEvent.User.operator(),
                                "CreateAccessKey",
                                caller.client())
                        .on(owner.arn())
                        .with("AccessKeyId", drawn.key().id());
        store.write(tables -> {
            tables.accessKeys().insert(drawn.key());
            tables.audit().append(created);
            return true;
        });
        return new Created(drawn.key(), owner.userName(), drawn.secret());
    }

    /** CreateAccessKey. */
    public Created create(Caller.Authenticated caller, Optional<String> userName) {
        return operations.change(
                caller,
                Action.CREATE_ACCESS_KEY,
                unit -> {
                    Principal owner = unit.userOrSelf(userName);
                    if (owner.isRoot() && !rules.rootAccessKeys()) {
                        throw new Refused(
                                Refused.Code.AccessDenied,
                                "The root user has no access keys here (rules "
                                        + rules.name()
                                        + ").");
                    }
                    var table = unit.tables().accessKeys();
                    if (table.ofPrincipal(owner.account(), owner.id()).size() >= MOST) {
                        throw Refused.quota("AccessKeysPerUser", MOST);
                    }
                    Drawn drawn = draw(owner, unit.now());
                    table.insert(drawn.key());
                    return new Created(drawn.key(), owner.userName(), drawn.secret());
                });
    }

    /** A principal's keys, with its name (ListAccessKeys). */
    public record Listed(Principal owner, List<AccessKey> keys) {}

    public Listed list(Caller.Authenticated caller, Optional<String> userName) {
        return operations.read(
                caller,
                Action.LIST_ACCESS_KEYS,
                unit -> {
                    Principal owner = unit.userOrSelf(userName);
                    return new Listed(
                            owner,
                            unit.tables().accessKeys().ofPrincipal(owner.account(), owner.id()));
                });
    }

    /** UpdateAccessKey. */
    public void setActive(
            Caller.Authenticated caller, Optional<String> userName, String id, boolean active) {
        operations.change(
                caller,
                Action.UPDATE_ACCESS_KEY,
                unit -> {
                    AccessKey key = find(unit, unit.userOrSelf(userName), id);
                    if (active && key.suspended()) {
                        throw new Refused(
                                Refused.Code.UnmodifiableEntity,
                                "The Access Key with id "
                                        + id
                                        + " was suspended after too many wrong MFA codes: delete it"
                                        + " and create another.");
                    }
                    unit.tables().accessKeys().setActive(key.account(), key.id(), active);
                    return key;
                });
    }

    /** DeleteAccessKey. */
    public void delete(Caller.Authenticated caller, Optional<String> userName, String id) {
        operations.change(
                caller,
                Action.DELETE_ACCESS_KEY,
                unit -> {
                    AccessKey key = find(unit, unit.userOrSelf(userName), id);
                    unit.tables().accessKeys().delete(key.account(), key.id());
                    return key;
                });
    }

    private static AccessKey find(Unit unit, Principal owner, String id) {
        return unit.tables()
                .accessKeys()
                .find(owner.account(), id)
                .filter(key -> key.principal().equals(owner.id()))
                .orElseThrow(() -> noSuchKey(id));
    }

    private static Refused noSuchKey(String id) {
        return new Refused(
                Refused.Code.NoSuchEntity, "The Access Key with id " + id + " cannot be found.");
    }

    /** GetAccessKeyLastUsed. */
    public record LastUsed(Principal owner, Optional<AccessKey.Use> use) {}

    public LastUsed lastUsed(Caller.Authenticated caller, String id) {
        return operations.read(
                caller,
                Action.GET_ACCESS_KEY_LAST_USED,
                unit -> {
                    Optional<AccessKey> key = unit.tables().accessKeys().find(unit.accountId(), id);
                    Optional<Principal> owner =
                            key.flatMap(it ->
                                    unit.tables().principals().find(it.account(), it.principal()));
                    if (owner.isEmpty()) throw foreign(caller, id);
                    unit.require(owner.get().arn(), RequestKeys.NONE);
                    return new LastUsed(owner.get(), key.get().used());
                });
    }

    private static Refused foreign(Caller.Authenticated caller, String id) {
        return new Refused(
                Refused.Code.AccessDenied,
                "User: %s is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key %s"
                        .formatted(caller.subject().arn(), id));
    }

    /** Remembers that a key was used, once a minute at the most. */
    public void used(AccountId account, String id, AccessKey.Use use) {
        Instant last = noted.get(id);
        if (last != null && Duration.between(last, use.at()).abs().compareTo(USE_GRAIN) < 0) return;
        if (noted.size() >= MOST_NOTED) noted.clear();
        noted.put(id, use.at());
        store.submit(tables -> {
            boolean due =
                    tables.accessKeys()
                            .find(account, id)
                            .filter(key -> isDue(key.used(), use))
                            .isPresent();
            if (due) tables.accessKeys().used(account, id, use);
            return due;
        });
    }

    private static boolean isDue(Optional<AccessKey.Use> last, AccessKey.Use use) {
        return last.filter(it -> Duration.between(it.at(), use.at()).abs().compareTo(USE_GRAIN) < 0)
                .isEmpty();
    }
}
