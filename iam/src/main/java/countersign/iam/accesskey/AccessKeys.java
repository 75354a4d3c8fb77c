package countersign.iam.accesskey;

import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.audit.AuditEvent;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.MfaRules;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes long-term access keys. An id is a prefix of four letters, then the account's number in
 * eight Base32 characters, then eight random ones: so a look-up knows its account, as with AWS's.
 */
public final class AccessKeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ACCOUNT_CHARACTERS = 8;
    private static final int ID_LENGTH = 20;
    private static final int SECRET_BYTES = 30;

    private final Store store;
    private final KeyService keys;
    private final MfaRules rules;
    private final Ids ids;

    public AccessKeys(Store store, KeyService keys, MfaRules rules, Ids ids) {
        this.store = store;
        this.keys = keys;
        this.rules = rules;
        this.ids = ids;
    }

    /** A new key; its secret can be revealed here and never again. */
    public record Created(String id, SecretAccessKey secret) {}

    /** Makes a key of an account's root user; empty under rules that refuse it. */
    public Optional<Created> createForRoot(Account account, Caller.Operator caller) {
        if (!rules.rootAccessKeys()) return Optional.empty();
        AccountId id = account.id();
        PrincipalId root = PrincipalId.root(id);
        String keyId = ids.unique("AKIA" + encode(id), ID_LENGTH);
        SecretAccessKey secret = SecretAccessKey.random(ids.random(), SECRET_BYTES);
        SealedValue sealed =
                keys.seal(
                        secret.reveal().getBytes(StandardCharsets.US_ASCII),
                        new SealedPlace("access_key", id.digits(), root.text(), keyId, 0));
        Instant now = account.timeAt(caller.now());
        var key = new AccessKey(keyId, id, root, sealed, true, now);
        AuditEvent created =
                AuditEvent.of(
                                ids.uuid(),
                                id,
                                now,
                                AuditEvent.User.operator(),
                                "CreateAccessKey",
                                caller.client())
                        .on(id.rootArn())
                        .with("AccessKeyId", keyId);
        store.write(tables -> {
            tables.accessKeys().insert(key);
            tables.audit().append(created);
            return true;
        });
        return Optional.of(new Created(keyId, secret));
    }

    private static String encode(AccountId account) {
        long number = Long.parseLong(account.digits());
        StringBuilder text = new StringBuilder();
        for (int shift = (ACCOUNT_CHARACTERS - 1) * 5; shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (number >>> shift) & 31));
        }
        return text.toString();
    }

    /** The secret half of an access key: 40 characters. Cannot print itself. */
    public static final class SecretAccessKey {
        private final String text;

        private SecretAccessKey(String text) {
            this.text = text;
        }

        static SecretAccessKey random(java.util.random.RandomGenerator random, int bytes) {
            byte[] drawn = new byte[bytes];
            random.nextBytes(drawn);
            return new SecretAccessKey(Base64.getEncoder().encodeToString(drawn));
        }

        /** The one door for the text: shown once, to whoever asked for the key. */
        public String reveal() {
            return text;
        }

        @Override
        public String toString() {
            return "SecretAccessKey[hidden]";
        }
    }
}
