package countersign.vault.exchange;

import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Timed;
import countersign.vault.Entry;
import countersign.vault.Notes;
import java.util.Arrays;
import java.util.List;

/**
 * An account in another program's file.
 *
 * @param name what to call it
 * @param warnings what its owner should be told
 */
public record Found(String name, OtpAuthUri account, Notes notes, List<String> warnings) {
    public Found {
        warnings = List.copyOf(warnings);
    }

    static Found of(OtpAuthUri account, Notes notes, List<String> warnings) {
        return new Found(nameOf(account), account, notes, warnings);
    }

    /** Issuer and account, as far as both fit; neither is ever cut. */
    private static String nameOf(OtpAuthUri account) {
        String issuer = account.issuer();
        String both = issuer + ": " + account.account();
        if (issuer.isEmpty() && account.account().isEmpty()) {
            return "unnamed";
        }
        if (issuer.isEmpty() || (both.length() > Entry.LONGEST_NAME && hasAccount(account))) {
            return account.account();
        }
        return hasAccount(account) ? both : issuer;
    }

    private static boolean hasAccount(OtpAuthUri account) {
        return !account.account().isEmpty();
    }

    Identity identity() {
        return Identity.of(account);
    }

    /** What makes two accounts the same: all that goes into a code, and nothing that is a name. */
    record Identity(Seed seed, String type, HashFunction hash, int digits, int periodSeconds) {
        /** Of the seed, too, whose own hash is its length: thousands would be compared. */
        @Override
        public int hashCode() {
            byte[] bytes = seed.revealForSealing();
            int hash = Arrays.hashCode(Crypto.sha256(bytes));
            Arrays.fill(bytes, (byte) 0);
            return hash;
        }

        static Identity of(OtpAuthUri account) {
            var method = account.method();
            return switch (method) {
                case Timed timed ->
                        new Identity(
                                account.seed(),
                                timed.getClass().getSimpleName(),
                                timed.hash(),
                                timed.digits(),
                                timed.periodSeconds());
                case Hotp hotp ->
                        new Identity(account.seed(), "Hotp", hotp.hash(), hotp.digits(), 0);
            };
        }
    }
}
