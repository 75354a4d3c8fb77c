package countersign.iam.accesskey;

import countersign.iam.Ids;
import countersign.iam.account.AccountId;
import java.util.Optional;

/**
 * Access key ids: a prefix of four letters, then the account's number in eight Base32 characters,
 * then eight random ones: so that a look-up knows its account, as with AWS's.
 */
public final class KeyIds {
    public static final int LENGTH = 20;

    private static final int PREFIX = 4;
    private static final int ACCOUNT_CHARACTERS = 8;
    private static final int BITS = 5;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long BIGGEST_ACCOUNT = 999_999_999_999L;

    private KeyIds() {}

    /** A new id of {@code account}. */
    public static String draw(String prefix, AccountId account, Ids ids) {
        return ids.unique(prefix + encode(account), LENGTH);
    }

    private static String encode(AccountId account) {
        long number = Long.parseLong(account.digits());
        StringBuilder text = new StringBuilder();
        for (int shift = (ACCOUNT_CHARACTERS - 1) * BITS; shift >= 0; shift -= BITS) {
            text.append(ALPHABET.charAt((int) (number >>> shift) & 31));
        }
        return text.toString();
    }

    /** The account in an id; empty when it is none of ours. */
    public static Optional<AccountId> account(String id) {
        if (id.length() != LENGTH) return Optional.empty();
        long number = 0;
        for (int at = PREFIX; at < PREFIX + ACCOUNT_CHARACTERS; at++) {
            int value = ALPHABET.indexOf(id.charAt(at));
            if (value < 0) return Optional.empty();
            number = number << BITS | value;
        }
        return number > BIGGEST_ACCOUNT
                ? Optional.empty()
                : Optional.of(new AccountId("%012d".formatted(number)));
    }
}
