package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Any bytes are a vault, or are refused with a message; nothing else happens. As {@code
 * OtpAuthUriFuzzTest}.
 */
class VaultFuzzTest {
    private static final byte[] MAGIC = "COUNTERSIGNVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;

    @FuzzTest(maxDuration = "5m")
    void vaultFile(byte[] input) throws NoSuchAlgorithmException {
        read(input);
        read(asHeader(input));
        for (int version = 1; version <= VaultFormat.VERSION; version++) {
            readEntries(input, version);
        }
    }

    private static void read(byte[] file) {
        try {
            VaultFormat.read(file);
        } catch (VaultException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void readEntries(byte[] plain, int version) {
        try {
            EntryJson.read(plain, version);
        } catch (VaultException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** The input in the place of the header, in a file whose hash is right. */
    private static byte[] asHeader(byte[] header) throws NoSuchAlgorithmException {
        ByteBuffer file = ByteBuffer.allocate(MAGIC.length + 6 + header.length + HASH_BYTES);
        file.put(MAGIC).putShort((short) VaultFormat.VERSION).putInt(header.length).put(header);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(file.array(), 0, file.position());
        return file.put(digest.digest()).array();
    }
}
