package countersign.iam.accesskey;

import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.account.AccountId;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

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
    private final Ids ids;

    public AccessKeys(Store store, KeyService keys, Ids ids) {
        this.store = store;
        this.keys = keys;
        this.ids = ids;
    }

    /** A new key; its secret can be revealed here and never again. */
    public record Created(String id, SecretAccessKey secret) {}

    /** Makes a key of {@code principal}. Ids begin with AKIA: rules {@code aws}. */
    public Created create(AccountId account, PrincipalId principal, Instant now) {
        String id = ids.unique("AKIA" + encode(account), ID_LENGTH);
        SecretAccessKey secret = SecretAccessKey.random(ids.random(), SECRET_BYTES);
        SealedValue sealed =
                keys.seal(
                        secret.reveal().getBytes(StandardCharsets.US_ASCII),
                        new SealedPlace("access_key", account.digits(), principal.text(), id, 0));
        var key = new AccessKey(id, account, principal, sealed, true, now);
        store.write(tables -> {
            tables.accessKeys().insert(key);
            return true;
        });
        return new Created(id, secret);
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
