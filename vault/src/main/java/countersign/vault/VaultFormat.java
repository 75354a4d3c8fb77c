package countersign.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The bytes of a vault file (docs/vault-format.md).
 *
 * <pre>
 * magic 16 | version 2 | header length 4 | header (JSON) | sealed entries | SHA-256 32
 * </pre>
 *
 * Everything before the sealed entries is their associated data. The hash at the end is no
 * protection, and in every version the last 32 bytes: it tells damage from a wrong passphrase.
 */
final class VaultFormat {
    static final int VERSION = 2;
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final byte[] MAGIC = "COUNTERSIGNVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX_BYTES = MAGIC.length + 2 + 4;
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final int HASH_BYTES = 32;
    private static final int MOST_SLOTS = 8;

    private VaultFormat() {}

    /** What stands in clear: whose keys open this file, and which writing of it this is. */
    record Header(String vaultId, long generation, List<KeySlot> slots) {
        Header {
            slots = List.copyOf(slots);
        }

        Header next() {
            return new Header(vaultId, Math.addExact(generation, 1), slots);
        }

        /** The data key; empty when no slot is opened by the passphrase. */
        Optional<byte[]> unlock(Passphrase passphrase) {
            return slots.stream()
                    .map(slot -> slot.unwrap(passphrase, vaultId))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** A file whose hash is right, taken apart and not yet opened. */
    static final class Sealed {
        private final Header header;
        private final byte[] associated;
        private final byte[] body;
        private final int version;

        private Sealed(int version, Header header, byte[] associated, byte[] body) {
            this.version = version;
            this.header = header;
            this.associated = associated;
            this.body = body;
        }

        Header header() {
            return header;
        }

        Contents open(byte[] dataKey) {
            return openedBy(dataKey)
                    .orElseThrow(() ->
                            VaultException.damaged(
                                    "the vault was changed by somebody without its key"));
        }

        /** Empty when it was sealed by another key, or changed. */
        Optional<Contents> openedBy(byte[] dataKey) {
            return Aead.open(dataKey, body, associated).map(this::contents);
        }

        private Contents contents(byte[] plain) {
            try {
                return EntryJson.read(plain, version);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        }
    }

    static byte[] write(Header header, Contents contents, byte[] dataKey, RandomGenerator random) {
        byte[] json = headerJson(header);
        byte[] associated =
                ByteBuffer.allocate(PREFIX_BYTES + json.length)
                        .put(MAGIC)
                        .putShort((short) VERSION)
                        .putInt(json.length)
                        .put(json)
                        .array();
        byte[] plain = EntryJson.write(contents);
        byte[] body = Aead.seal(dataKey, plain, associated, random);
        Arrays.fill(plain, (byte) 0);
        byte[] file = Arrays.copyOf(associated, associated.length + body.length + HASH_BYTES);
        System.arraycopy(body, 0, file, associated.length, body.length);
        byte[] hash = hash(file);
        System.arraycopy(hash, 0, file, file.length - HASH_BYTES, HASH_BYTES);
        return file;
    }

    static boolean hasMagic(byte[] file) {
        return file.length >= MAGIC.length
                && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static Sealed read(byte[] file) {
        if (file.length < PREFIX_BYTES || !hasMagic(file)) {
            throw VaultException.damaged("this is no vault, or its beginning is damaged");
        }
        boolean whole =
                file.length >= PREFIX_BYTES + HASH_BYTES
                        && Arrays.equals(
                                hash(file),
                                Arrays.copyOfRange(file, file.length - HASH_BYTES, file.length));
        ByteBuffer bytes = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
        int version = Short.toUnsignedInt(bytes.getShort());
        if (!whole) {
            throw VaultException.damaged("the vault is damaged or cut short");
        }
        if (version > VERSION) {
            throw new VaultException(
                    VaultException.Kind.NEWER,
                    "the vault is of version "
                            + version
                            + ", which this program does not know; it was left as it is");
        }
        if (version == 0) {
            throw VaultException.damaged("no vault has version 0");
        }
        int headerBytes = bytes.getInt();
        int bodyBytes = bytes.remaining() - HASH_BYTES - headerBytes;
        if (headerBytes < 0 || headerBytes > MOST_HEADER_BYTES || bodyBytes < 0) {
            throw VaultException.damaged("the vault's header has an impossible length");
        }
        byte[] json = new byte[headerBytes];
        bytes.get(json);
        byte[] body = new byte[bodyBytes];
        bytes.get(body);
        return new Sealed(
                version, header(json), Arrays.copyOf(file, PREFIX_BYTES + headerBytes), body);
    }

    private static byte[] headerJson(Header header) {
        return Json.write(json -> {
            json.writeStringField("vault", header.vaultId());
            json.writeNumberField("generation", header.generation());
            json.writeArrayFieldStart("slots");
            for (KeySlot slot : header.slots()) {
                slot.write(json);
            }
            json.writeEndArray();
        });
    }

    private static Header header(byte[] json) {
        Json.Fields fields = Json.read(json, "vault's header");
        List<KeySlot> slots =
                fields.objects("slots", MOST_SLOTS).stream().map(KeySlot::read).toList();
        return new Header(fields.text("vault"), fields.number("generation"), slots);
    }

    /** Of all but the last bytes, where it is kept. */
    private static byte[] hash(byte[] file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file, 0, file.length - HASH_BYTES);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
