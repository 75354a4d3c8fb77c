package countersign.vault.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Ente Auth's sealed export; the plain one is a list of URIs. */
final class Ente {
    private static final int HEADER_BYTES = 24;

    private Ente() {}

    static String open(Tree file, Wrapped wrapped) {
        Tree kdf = file.get("kdfParams");
        byte[] salt = Crypto.base64(kdf.text("salt"));
        byte[] header = Crypto.base64(file.text("encryptionNonce"));
        byte[] sealed = Crypto.base64(file.text("encryptedData"));
        if (header.length != HEADER_BYTES || salt.length == 0) {
            throw new ExchangeException("the Ente export is damaged or cut short");
        }
        long passes = kdf.number("opsLimit", 0);
        long bytes = kdf.number("memLimit", 0);
        byte[] plain =
                wrapped.open(
                        "Ente export",
                        password -> {
                            byte[] key = Crypto.argon2id(password, salt, passes, bytes, 1);
                            Optional<byte[]> text = SecretStream.open(key, header, sealed);
                            return text;
                        });
        return new String(plain, StandardCharsets.UTF_8);
    }
}
