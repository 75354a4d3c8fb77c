package countersign.vault;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One way to the data key: the key wrapped by what a passphrase gives. Other kinds (a recovery key,
 * a security key) get slots beside this one.
 *
 * @param salt in Base64, as is {@code wrapped}
 */
record KeySlot(Argon2Cost cost, String salt, String wrapped) {
    static final String PASSPHRASE = "passphrase";

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;

    static KeySlot wrap(
            byte[] dataKey,
            Passphrase passphrase,
            Argon2Cost cost,
            String vaultId,
            RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] key = cost.deriveKey(passphrase, salt);
        byte[] wrapped = Aead.seal(key, dataKey, associated(vaultId, cost), random);
        Arrays.fill(key, (byte) 0);
        return new KeySlot(cost, encode(salt), encode(wrapped));
    }

    /** The data key; empty when the passphrase is another. */
    Optional<byte[]> unwrap(Passphrase passphrase, String vaultId) {
        byte[] key = cost.deriveKey(passphrase, decode(salt));
        Optional<byte[]> dataKey = Aead.open(key, decode(wrapped), associated(vaultId, cost));
        Arrays.fill(key, (byte) 0);
        return dataKey.filter(found -> found.length == KEY_BYTES);
    }

    /** Ties a slot to its vault, its kind and its cost. */
    private static byte[] associated(String vaultId, Argon2Cost cost) {
        String text =
                String.join(
                        "\n",
                        "countersign vault slot",
                        vaultId,
                        PASSPHRASE,
                        Integer.toString(cost.iterations()),
                        Integer.toString(cost.memoryKib()),
                        Integer.toString(cost.lanes()));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", PASSPHRASE);
        json.writeStringField("kdf", "argon2id");
        json.writeNumberField("iterations", cost.iterations());
        json.writeNumberField("memoryKib", cost.memoryKib());
        json.writeNumberField("lanes", cost.lanes());
        json.writeStringField("salt", salt);
        json.writeStringField("wrapped", wrapped);
        json.writeEndObject();
    }

    static KeySlot read(Json.Fields fields) {
        if (!fields.text("kind").equals(PASSPHRASE) || !fields.text("kdf").equals("argon2id")) {
            throw new VaultException(
                    VaultException.Kind.NEWER,
                    "the vault is opened in a way that this version does not know");
        }
        try {
            var cost =
                    new Argon2Cost(
                            fields.smallNumber("iterations"),
                            fields.smallNumber("memoryKib"),
                            fields.smallNumber("lanes"));
            return checked(new KeySlot(cost, fields.text("salt"), fields.text("wrapped")));
        } catch (IllegalArgumentException e) {
            throw VaultException.damaged("the vault's key cannot be read: " + e.getMessage());
        }
    }

    private static KeySlot checked(KeySlot slot) {
        int wrappedBytes = Aead.NONCE_BYTES + KEY_BYTES + Aead.TAG_BYTES;
        if (decode(slot.salt()).length != SALT_BYTES
                || decode(slot.wrapped()).length != wrappedBytes) {
            throw VaultException.damaged("the vault's key has a wrong length");
        }
        return slot;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
