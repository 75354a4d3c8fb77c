package countersign.iam.key;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM under a ring of named keys.
 *
 * <p>A sealed value is: format (1 byte, 1), key id (4 bytes), nonce (12 bytes), ciphertext and tag.
 * The nonce is random: at 2<sup>32</sup> seals under one key the chance of a repeat is still below
 * 2<sup>-32</sup> (NIST SP 800-38D section 8.3). A value that names a key which is not in the ring
 * makes the ring be read again, once, since another node may have added one.
 */
public final class KeyRing implements KeyService {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + Integer.BYTES + NONCE_BYTES;

    private final Supplier<SealingKeys> source;
    private final RandomGenerator random;
    private volatile SealingKeys keys;

    /**
     * A ring that is read from {@code source}.
     *
     * @param source reads the ring; called now, and again when an unknown key is met
     */
    public KeyRing(Supplier<SealingKeys> source, RandomGenerator random) {
        this.source = source;
        this.random = random;
        this.keys = source.get();
    }

    @Override
    public SealedValue seal(byte[] plain, SealedPlace place) {
        SealingKey key = keys.active();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain);
            return new SealedValue(
                    ByteBuffer.allocate(HEADER_BYTES + body.length)
                            .put(FORMAT)
                            .putInt(key.id())
                            .put(nonce)
                            .put(body)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing a value of " + place.table(), e);
        }
    }

    @Override
    public byte[] open(SealedValue value, SealedPlace place) {
        byte[] sealed = value.bytes();
        if (sealed.length < HEADER_BYTES || sealed[0] != FORMAT) {
            throw new SealBroken("a value of " + place.table() + " is not sealed as it should be");
        }
        int keyId = ByteBuffer.wrap(sealed).getInt(1);
        SealingKey key = find(keyId).orElseThrow(() -> unknownKey(keyId, place));
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + Integer.BYTES, HEADER_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                    .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(
                    "a sealed value of "
                            + place.table()
                            + " was changed or moved, or the key is wrong");
        }
    }

    private Optional<SealingKey> find(int keyId) {
        Optional<SealingKey> known = keys.find(keyId);
        if (known.isPresent()) return known;
        keys = source.get();
        return keys.find(keyId);
    }

    private static SealBroken unknownKey(int keyId, SealedPlace place) {
        return new SealBroken(
                "a value of %s is sealed with key %08x, which is not in the key file"
                        .formatted(place.table(), keyId));
    }

    private static Cipher cipher(int mode, SealingKey key, byte[] nonce, SealedPlace place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.forCipher(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.associatedData());
        return cipher;
    }
}
