package countersign.vault.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The first message of libsodium's secretstream (XChaCha20-Poly1305). */
final class SecretStream {
    private static final int BLOCK_BYTES = 64;
    private static final int MAC_BYTES = 16;

    private SecretStream() {}

    /** {@code sealed} is the tag byte, the text and the MAC; empty when the key is another. */
    static Optional<byte[]> open(byte[] key, byte[] header, byte[] sealed) {
        int length = sealed.length - 1 - MAC_BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        var cipher = cipher(key, header);
        byte[] macKey = new byte[BLOCK_BYTES];
        cipher.processBytes(macKey, 0, BLOCK_BYTES, macKey, 0);
        byte[] first = new byte[BLOCK_BYTES];
        cipher.processBytes(first, 0, BLOCK_BYTES, first, 0);
        first[0] = sealed[0];
        byte[] mac = mac(macKey, first, sealed, length);
        byte[] said = Arrays.copyOfRange(sealed, 1 + length, sealed.length);
        if (!MessageDigest.isEqual(mac, said)) {
            return Optional.empty();
        }
        byte[] plain = new byte[length];
        cipher.processBytes(sealed, 1, length, plain, 0);
        return Optional.of(plain);
    }

    static byte[] seal(byte[] key, byte[] header, byte[] plain) {
        var cipher = cipher(key, header);
        byte[] macKey = new byte[BLOCK_BYTES];
        cipher.processBytes(macKey, 0, BLOCK_BYTES, macKey, 0);
        byte[] first = new byte[BLOCK_BYTES];
        cipher.processBytes(first, 0, BLOCK_BYTES, first, 0);
        byte[] sealed = new byte[1 + plain.length + MAC_BYTES];
        sealed[0] = first[0];
        cipher.processBytes(plain, 0, plain.length, sealed, 1);
        byte[] mac = mac(macKey, first, sealed, plain.length);
        System.arraycopy(mac, 0, sealed, 1 + plain.length, MAC_BYTES);
        return sealed;
    }

    private static byte[] mac(byte[] macKey, byte[] first, byte[] sealed, int length) {
        var mac = new Poly1305();
        mac.init(new KeyParameter(macKey, 0, 32));
        mac.update(first, 0, first.length);
        mac.update(sealed, 1, length);
        int padding = (16 - BLOCK_BYTES + length) & 15;
        mac.update(new byte[padding], 0, padding);
        byte[] lengths =
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0)
                        .putLong(BLOCK_BYTES + (long) length)
                        .array();
        mac.update(lengths, 0, lengths.length);
        byte[] result = new byte[MAC_BYTES];
        mac.doFinal(result, 0);
        return result;
    }

    private static ChaCha7539Engine cipher(byte[] key, byte[] header) {
        byte[] subkey = hChaCha20(key, Arrays.copyOf(header, 16));
        byte[] nonce =
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1)
                        .put(header, 16, 8)
                        .array();
        var engine = new ChaCha7539Engine();
        engine.init(true, new ParametersWithIV(new KeyParameter(subkey), nonce));
        return engine;
    }

    /** draft-irtf-cfrg-xchacha section 2.2. */
    static byte[] hChaCha20(byte[] key, byte[] nonce) {
        int[] s = new int[16];
        s[0] = 0x61707865;
        s[1] = 0x3320646e;
        s[2] = 0x79622d32;
        s[3] = 0x6b206574;
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(s, 4, 8);
        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(s, 12, 4);
        for (int round = 0; round < 10; round++) {
            quarter(s, 0, 4, 8, 12);
            quarter(s, 1, 5, 9, 13);
            quarter(s, 2, 6, 10, 14);
            quarter(s, 3, 7, 11, 15);
            quarter(s, 0, 5, 10, 15);
            quarter(s, 1, 6, 11, 12);
            quarter(s, 2, 7, 8, 13);
            quarter(s, 3, 4, 9, 14);
        }
        byte[] subkey = new byte[32];
        ByteBuffer.wrap(subkey)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(s, 0, 4)
                .put(s, 12, 4);
        return subkey;
    }

    private static void quarter(int[] s, int a, int b, int c, int d) {
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
    }
}
