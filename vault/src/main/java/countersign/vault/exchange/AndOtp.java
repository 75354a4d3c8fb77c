package countersign.vault.exchange;

import countersign.otp.Seed;
import java.nio.ByteBuffer;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA1Digest;

/** andOTP's backups, plain and sealed by a password. */
final class AndOtp {
    private static final int FEWEST_ROUNDS = 1_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT_BYTES = 12;
    private static final int NONCE_BYTES = 12;
    private static final int PREFIX_BYTES = Integer.BYTES + SALT_BYTES + NONCE_BYTES;

    private AndOtp() {}

    static boolean mayBeSealed(byte[] file) {
        if (file.length < PREFIX_BYTES + 16) {
            return false;
        }
        int rounds = ByteBuffer.wrap(file).getInt();
        return rounds >= FEWEST_ROUNDS && rounds <= MOST_ROUNDS;
    }

    static Tree open(byte[] file, Wrapped wrapped) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int rounds = bytes.getInt();
        byte[] salt = new byte[SALT_BYTES];
        bytes.get(salt);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        return Tree.parse(
                wrapped.open(
                        "file (an andOTP backup?)",
                        password ->
                                Crypto.gcm(
                                        Crypto.pbkdf2(new SHA1Digest(), password, salt, rounds),
                                        nonce,
                                        sealed)));
    }

    static void read(Tree file, Harvest harvest) {
        int number = 0;
        for (Tree entry : file.items()) {
            number++;
            harvest.take(
                    Raw.label(entry.text("issuer"), entry.text("label"), number),
                    () -> account(entry));
        }
    }

    private static Found account(Tree entry) {
        String issuer = entry.text("issuer");
        String label = entry.text("label");
        int dash = label.indexOf(" - ");
        // Old files have no issuer, and write both into the label.
        if (!entry.has("issuer") && dash > 0) {
            issuer = label.substring(0, dash);
            label = label.substring(dash + 3);
        }
        List<String> tags = entry.items("tags").stream().map(Tree::text).toList();
        return new Raw(issuer, label)
                .type(entry.text("type"))
                .algorithm(entry.has("algorithm") ? entry.text("algorithm") : "SHA1")
                .digits(entry.number("digits", 6))
                .period(entry.number("period", 30))
                .counter(entry.number("counter", 0))
                .notes("", tags)
                .found(Seed.parseBase32(entry.text("secret")));
    }
}
