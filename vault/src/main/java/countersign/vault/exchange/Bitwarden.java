package countersign.vault.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Exports of Bitwarden and of Bitwarden Authenticator, plain or sealed by a password. */
final class Bitwarden {
    private Bitwarden() {}

    static void read(Tree file, Wrapped wrapped, Harvest harvest) {
        Tree plain = file;
        if (file.isTrue("encrypted")) {
            if (!file.isTrue("passwordProtected")) {
                throw new ExchangeException(
                        "this Bitwarden export is tied to its account, and only Bitwarden opens it:"
                                + " export again, protected by a password");
            }
            plain = Tree.parse(wrapped.open("Bitwarden export", password -> open(file, password)));
        }
        int number = 0;
        for (Tree item : plain.items("items")) {
            number++;
            Tree login = item.get("login");
            String totp = login.text("totp");
            String name = item.text("name");
            if (!totp.isBlank()) {
                harvest.take(Raw.label(name, login.text("username"), number), () -> account(item));
            }
        }
    }

    private static Found account(Tree item) {
        Tree login = item.get("login");
        Found found = UriList.loose(login.text("totp"), item.text("name"), login.text("username"));
        var warnings = new ArrayList<>(found.warnings());
        var notes = Raw.notes(item.text("notes"), java.util.List.of(), warnings);
        return new Found(found.name(), found.account(), notes, warnings);
    }

    private static Optional<byte[]> open(Tree file, byte[] password) {
        byte[] master = masterKey(file, password);
        String[] parts = file.text("data").split("\\|", -1);
        if (parts.length != 3 || !parts[0].startsWith("2.")) {
            throw new ExchangeException("its sealed part is damaged, or of a later version");
        }
        byte[] iv = Crypto.base64(parts[0].substring(2));
        byte[] text = Crypto.base64(parts[1]);
        byte[] mac = Crypto.hmacSha256(expand(master, "mac"), iv, text);
        if (!MessageDigest.isEqual(mac, Crypto.base64(parts[2]))) {
            return Optional.empty();
        }
        return Crypto.cbc(expand(master, "enc"), iv, text);
    }

    /** The salt is the Base64 text itself, undecoded. */
    private static byte[] masterKey(Tree file, byte[] password) {
        byte[] salt = file.text("salt").getBytes(StandardCharsets.UTF_8);
        long rounds = file.number("kdfIterations", 0);
        if (file.number("kdfType", -1) == 0) {
            return Crypto.pbkdf2(new SHA256Digest(), password, salt, rounds);
        }
        if (file.number("kdfType", -1) != 1) {
            throw new ExchangeException("it is sealed in a way that is not known here");
        }
        long mebibytes = file.bounded("kdfMemory", 1, 1024);
        return Crypto.argon2id(
                password,
                Crypto.sha256(salt),
                rounds,
                mebibytes << 20,
                file.number("kdfParallelism", 0));
    }

    /** HKDF-Expand (RFC 5869) of one block. */
    static byte[] expand(byte[] key, String info) {
        return Crypto.hmacSha256(key, info.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
    }
}
