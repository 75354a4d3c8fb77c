package countersign.vault.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** What other programs seal with. Every cost is bounded before anything is derived. */
final class Crypto {
    static final int KEY_BYTES = 32;
    static final int TAG_BITS = 128;

    private static final long MOST_MEMORY_BYTES = 1L << 30;
    private static final long MOST_SCRYPT_WORK = 1L << 24;
    private static final int MOST_ROUNDS = 10_000_000;

    private Crypto() {}

    /** The caller wipes its own characters. */
    static byte[] utf8(char[] characters) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    static byte[] scrypt(byte[] password, byte[] salt, long n, long r, long p) {
        boolean sane = n > 1 && Long.bitCount(n) == 1 && n <= 1 << 23 && r > 0 && r <= 64;
        // RFC 7914 section 2: N is less than 2^(128 * r / 8).
        if (!sane || p < 1 || p > 16 || n * r * p > MOST_SCRYPT_WORK || (r == 1 && n > 1 << 15)) {
            throw new ExchangeException(
                    "its scrypt parameters are refused: impossible, or they cost too much");
        }
        checkMemory(128 * n * r);
        return SCrypt.generate(password, salt, (int) n, (int) r, (int) p, KEY_BYTES);
    }

    /** What the key slots of one file cost together, in blocks of 128 bytes. */
    static void checkScryptWork(double blocks) {
        if (blocks > MOST_SCRYPT_WORK) {
            throw new ExchangeException(
                    "its scrypt parameters are refused: all slots together cost too much");
        }
    }

    static byte[] argon2id(byte[] password, byte[] salt, long passes, long bytes, long lanes) {
        if (passes < 1 || passes > 16 || lanes < 1 || lanes > 16 || bytes < 8192 * lanes) {
            throw new ExchangeException("its Argon2 parameters are refused");
        }
        checkMemory(bytes);
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withIterations((int) passes)
                        .withMemoryAsKB((int) (bytes / 1024))
                        .withParallelism((int) lanes)
                        .withSalt(salt)
                        .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(password, key);
        return key;
    }

    private static void checkMemory(long bytes) {
        if (bytes > MOST_MEMORY_BYTES) {
            throw new ExchangeException("to open it would take more than 1 GiB of memory: refused");
        }
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most - most / 4) {
            throw new ExchangeException(
                    "to open it takes " + (bytes >> 20) + " MiB: give Java more memory (-Xmx)");
        }
    }

    static byte[] pbkdf2(Digest digest, byte[] password, byte[] salt, long rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new ExchangeException("its number of PBKDF2 rounds is refused");
        }
        var generator = new PKCS5S2ParametersGenerator(digest);
        generator.init(password, salt, (int) rounds);
        return ((KeyParameter) generator.generateDerivedMacParameters(KEY_BYTES * 8)).getKey();
    }

    /** AES-256-GCM, tag last; empty when it was sealed by another key, or changed. */
    static Optional<byte[]> gcm(byte[] key, byte[] nonce, byte[] sealed) {
        return open("AES/GCM/NoPadding", key, new GCMParameterSpec(TAG_BITS, nonce), sealed);
    }

    /** Empty when the padding is wrong, as it nearly always is with another key. */
    static Optional<byte[]> cbc(byte[] key, byte[] iv, byte[] sealed) {
        return open("AES/CBC/PKCS5Padding", key, new IvParameterSpec(iv), sealed);
    }

    private static Optional<byte[]> open(
            String how,
            byte[] key,
            java.security.spec.AlgorithmParameterSpec parameters,
            byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance(how);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), parameters);
            return Optional.of(cipher.doFinal(sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Ciphertext and tag. */
    static byte[] sealGcm(byte[] key, byte[] nonce, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var parameters = new GCMParameterSpec(TAG_BITS, nonce);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), parameters);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES-GCM", e);
        }
    }

    static byte[] hmacSha256(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("a part of it is no Base64: damaged, or cut short?");
        }
    }

    static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("a part of it is no hex: damaged, or cut short?");
        }
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
