package countersign.vault.exchange;

import countersign.otp.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.digests.SHA1Digest;

/** Stratum's backups (formerly Authenticator Pro): plain, sealed, and sealed the old way. */
final class Stratum {
    private static final byte[] STRONG = "AUTHENTICATORPRO".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LEGACY = "AuthenticatorPro".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> TYPES =
            List.of("0", "hotp", "totp", "motp", "steam", "yandex");
    private static final List<String> ALGORITHMS = List.of("SHA1", "SHA256", "SHA512");
    private static final long ARGON2_BYTES = 64L << 20;

    private Stratum() {}

    static boolean isSealed(byte[] file) {
        return startsWith(file, STRONG) || startsWith(file, LEGACY);
    }

    private static boolean startsWith(byte[] file, byte[] magic) {
        return file.length > magic.length
                && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
    }

    static Tree open(byte[] file, Wrapped wrapped) {
        boolean strong = startsWith(file, STRONG);
        byte[] salt = new byte[strong ? 16 : 20];
        byte[] nonce = new byte[strong ? 12 : 16];
        ByteBuffer bytes = ByteBuffer.wrap(file).position(STRONG.length);
        if (bytes.remaining() < salt.length + nonce.length + 16) {
            throw new ExchangeException("the Stratum backup is cut short");
        }
        bytes.get(salt).get(nonce);
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        return Tree.parse(
                wrapped.open(
                        "Stratum backup",
                        password ->
                                strong
                                        ? Crypto.gcm(
                                                Crypto.argon2id(password, salt, 3, ARGON2_BYTES, 4),
                                                nonce,
                                                sealed)
                                        : Crypto.cbc(
                                                Crypto.pbkdf2(
                                                        new SHA1Digest(), password, salt, 64_000),
                                                nonce,
                                                sealed)));
    }

    static void read(Tree file, Harvest harvest) {
        Map<String, String> categories = new HashMap<>();
        file.items("Categories").forEach(one -> categories.put(one.text("Id"), one.text("Name")));
        Map<String, Set<String>> tags = new HashMap<>();
        for (Tree link : file.items("AuthenticatorCategories")) {
            tags.computeIfAbsent(link.text("AuthenticatorSecret"), _ -> new LinkedHashSet<>())
                    .add(categories.getOrDefault(link.text("CategoryId"), "?"));
        }
        int number = 0;
        for (Tree entry : file.items("Authenticators")) {
            number++;
            harvest.take(
                    Raw.label(entry.text("Issuer"), entry.text("Username"), number),
                    () -> account(entry, tags));
        }
    }

    private static Found account(Tree entry, Map<String, Set<String>> tags) {
        String secret = entry.text("Secret");
        return new Raw(entry.text("Issuer"), entry.text("Username"))
                .type(named(TYPES, entry.number("Type", 2)))
                .algorithm(named(ALGORITHMS, entry.number("Algorithm", 0)))
                .digits(entry.number("Digits", 6))
                .period(entry.number("Period", 30))
                .counter(entry.number("Counter", 0))
                .notes("", tags.getOrDefault(secret, Set.of()))
                .found(Seed.parseBase32(secret));
    }

    private static String named(List<String> names, long number) {
        return number >= 0 && number < names.size() ? names.get((int) number) : "" + number;
    }
}
