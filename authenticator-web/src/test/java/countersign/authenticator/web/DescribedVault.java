package countersign.authenticator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Opens a vault of version 2 by its description alone, with nobody's library. */
final class DescribedVault {
    private DescribedVault() {}

    /** The JSON of the entries. */
    static String open(byte[] file, String passphrase)
            throws IOException, GeneralSecurityException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        byte[] magic = take(bytes, 16);
        int version = bytes.getShort();
        byte[] json = take(bytes, bytes.getInt());
        byte[] associated = Arrays.copyOf(file, bytes.position());
        byte[] body = take(bytes, bytes.remaining() - 32);
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(file, file.length - 32));
        if (!new String(magic, StandardCharsets.US_ASCII).equals("COUNTERSIGNVAULT")
                || version != 2
                || !Arrays.equals(hash, take(bytes, 32))) {
            throw new AssertionError("this is no vault of version 2");
        }
        JsonNode header = new ObjectMapper().readTree(json);
        byte[] dataKey = dataKey(header, passphrase);
        return new String(unseal(dataKey, body, associated), StandardCharsets.UTF_8);
    }

    private static byte[] dataKey(JsonNode header, String passphrase)
            throws IOException, GeneralSecurityException {
        JsonNode slot = header.get("slots").get(0);
        int iterations = slot.get("iterations").intValue();
        int memoryKib = slot.get("memoryKib").intValue();
        int lanes = slot.get("lanes").intValue();
        var argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withIterations(iterations)
                        .withMemoryAsKB(memoryKib)
                        .withParallelism(lanes)
                        .withSalt(slot.get("salt").binaryValue())
                        .build());
        byte[] key = new byte[32];
        String typed = Normalizer.normalize(passphrase, Normalizer.Form.NFC);
        argon2.generateBytes(typed.getBytes(StandardCharsets.UTF_8), key);
        String associated =
                "countersign vault slot\n%s\npassphrase\n%d\n%d\n%d"
                        .formatted(header.get("vault").textValue(), iterations, memoryKib, lanes);
        return unseal(
                key,
                Base64.getDecoder().decode(slot.get("wrapped").textValue()),
                associated.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] unseal(byte[] key, byte[] sealed, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, sealed, 0, 12));
        cipher.updateAAD(associated);
        return cipher.doFinal(sealed, 12, sealed.length - 12);
    }

    private static byte[] take(ByteBuffer bytes, int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }
}
