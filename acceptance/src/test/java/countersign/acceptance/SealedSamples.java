package countersign.acceptance;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.vault.Argon2Cost;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/** Sealed exports of other programs, as cheap to open as their formats allow; password "test". */
final class SealedSamples {
    private static final String PASSWORD = "test";
    private static final byte[] SALT = new byte[16];
    private static final byte[] NONCE = new byte[12];
    private static final int TAG_BYTES = 16;
    private static final int FEWEST_ROUNDS = 1_000;
    private static final int MOST_ROUNDS = 20_000;
    private static final String ACCOUNT =
            "{\"type\":\"totp\",\"issuer\":\"Deno\",\"name\":\"Mason\",\"label\":\"Mason\","
                    + "\"secret\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\",\"otp\":{},"
                    + "\"login\":{\"totp\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\"},"
                    + "\"info\":{\"secret\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\"}}";

    /** A cost that a file names, and the most that a fuzzer pays for it. */
    private static final Map<Pattern, Long> COSTS =
            Map.of(
                    cost("n"), 1_024L,
                    cost("r"), 8L,
                    cost("p"), 2L,
                    cost("kdfIterations"), 1_000L,
                    cost("kdfMemory"), 1L,
                    cost("opsLimit"), 2L,
                    cost("memLimit"), 1L << 20,
                    cost("iterations"), 1L,
                    cost("memoryKib"), 8_192L);

    private SealedSamples() {}

    private static Pattern cost(String name) {
        return Pattern.compile("\"" + name + "\"[\\s\"]*:[\\s\"]*(\\d+)");
    }

    static Stream<byte[]> all() {
        try {
            return Stream.of(
                    aegis(), andOtp(), twoFas(), bitwarden(0), bitwarden(1), ente(), our());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("this Java cannot seal", e);
        }
    }

    /** Whether no derivation of it takes long; Stratum's always does. */
    static boolean isCheap(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        boolean rounds = file.length < 4 || ByteBuffer.wrap(file).getInt() <= MOST_ROUNDS;
        boolean named =
                COSTS.entrySet().stream()
                        .allMatch(cost ->
                                cost.getKey()
                                        .matcher(text)
                                        .results()
                                        .allMatch(found -> isAtMost(found.group(1), cost)));
        boolean textual = text.stripLeading().startsWith("{") || text.startsWith("COUNTERSIGN");
        return named && (rounds || textual) && !text.startsWith("AUTHENTICATORPRO");
    }

    private static boolean isAtMost(String digits, Map.Entry<Pattern, Long> cost) {
        return digits.length() < 12 && Long.parseLong(digits) <= cost.getValue();
    }

    private static byte[] aegis() throws GeneralSecurityException {
        byte[] master = new byte[32];
        byte[] wrapped = gcm(SCrypt.generate(utf8(PASSWORD), SALT, 2, 8, 1, 32), master);
        byte[] sealed = gcm(master, utf8("{\"entries\":[" + ACCOUNT + "]}"));
        String slot =
                "{\"type\":1,\"key\":\"%s\",\"key_params\":%s,\"n\":2,\"r\":8,\"p\":1,\"salt\":\"%s\"}"
                        .formatted(hex(body(wrapped)), parameters(wrapped), hex(SALT));
        return utf8(
                "{\"header\":{\"slots\":[%s],\"params\":%s},\"db\":\"%s\"}"
                        .formatted(slot, parameters(sealed), base64(body(sealed))));
    }

    private static String parameters(byte[] sealed) {
        byte[] tag = Arrays.copyOfRange(sealed, sealed.length - TAG_BYTES, sealed.length);
        return "{\"nonce\":\"" + hex(NONCE) + "\",\"tag\":\"" + hex(tag) + "\"}";
    }

    private static byte[] body(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - TAG_BYTES);
    }

    private static byte[] andOtp() throws GeneralSecurityException {
        var file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(4).putInt(FEWEST_ROUNDS).array());
        file.writeBytes(NONCE);
        file.writeBytes(NONCE);
        byte[] key = pbkdf2("PBKDF2WithHmacSHA1", NONCE, FEWEST_ROUNDS);
        file.writeBytes(gcm(key, utf8("[" + ACCOUNT + "]")));
        return file.toByteArray();
    }

    private static byte[] twoFas() throws GeneralSecurityException {
        byte[] sealed =
                gcm(pbkdf2("PBKDF2WithHmacSHA256", SALT, 10_000), utf8("[" + ACCOUNT + "]"));
        return utf8(
                "{\"schemaVersion\":4,\"services\":[],\"servicesEncrypted\":\"%s:%s:%s\"}"
                        .formatted(base64(sealed), base64(SALT), base64(NONCE)));
    }

    /** By Argon2 (kind 1) with a MAC that is wrong: it is derived, and refused. */
    private static byte[] bitwarden(int kind) throws GeneralSecurityException {
        byte[] master = pbkdf2("PBKDF2WithHmacSHA256", utf8(base64(SALT)), 1);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        byte[] key = hmac(master, utf8("enc"), new byte[] {1});
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(SALT));
        byte[] text = cipher.doFinal(utf8("{\"items\":[" + ACCOUNT + "]}"));
        byte[] mac = hmac(hmac(master, utf8("mac"), new byte[] {1}), SALT, text);
        return utf8(
                ("{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"%s\",\"kdfType\":%d,"
                                + "\"kdfIterations\":1,\"kdfMemory\":1,\"kdfParallelism\":1,"
                                + "\"data\":\"2.%s|%s|%s\"}")
                        .formatted(base64(SALT), kind, base64(SALT), base64(text), base64(mac)));
    }

    /** Damaged: nothing here seals as libsodium does. */
    private static byte[] ente() {
        return utf8(
                ("{\"kdfParams\":{\"memLimit\":8192,\"opsLimit\":1,\"salt\":\"%s\"},"
                                + "\"encryptedData\":\"%s\",\"encryptionNonce\":\"%s\"}")
                        .formatted(base64(SALT), base64(new byte[64]), base64(new byte[24])));
    }

    private static byte[] our() {
        var account =
                OtpAuthUri.of(
                        "Deno",
                        "Mason",
                        Totp.STANDARD,
                        Seed.parseBase32("4SJHB4GSD43FZBAI7C2HLRJGPQ"));
        try (var passphrase = Passphrase.copyOf(PASSWORD.toCharArray())) {
            return Vault.sealed(
                    List.of(Entry.create(new UUID(1, 2), "Deno", account, Instant.EPOCH)),
                    passphrase,
                    new Argon2Cost(1, 8_192, 1),
                    new SecureRandom());
        }
    }

    private static byte[] gcm(byte[] key, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(8 * TAG_BYTES, NONCE));
        return cipher.doFinal(plain);
    }

    private static byte[] pbkdf2(String how, byte[] salt, int rounds)
            throws GeneralSecurityException {
        var asked = new PBEKeySpec(PASSWORD.toCharArray(), salt, rounds, 256);
        return SecretKeyFactory.getInstance(how).generateSecret(asked).getEncoded();
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        Stream.of(parts).forEach(mac::update);
        return mac.doFinal();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
