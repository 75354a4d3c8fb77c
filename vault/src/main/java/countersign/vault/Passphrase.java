package countersign.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * What opens a vault. Never prints itself; {@link #close} wipes it. Kept as UTF-8 in normal form C,
 * so that an e with an accent is the same from every keyboard.
 */
public final class Passphrase implements AutoCloseable {
    private final byte[] utf8;
    private final int characters;

    private Passphrase(byte[] utf8, int characters) {
        this.utf8 = utf8;
        this.characters = characters;
    }

    /** The caller wipes its own {@code characters}. */
    public static Passphrase copyOf(char[] characters) {
        if (characters.length == 0) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        CharSequence typed = CharBuffer.wrap(characters);
        if (!Normalizer.isNormalized(typed, Normalizer.Form.NFC)) {
            typed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        encoded.clear().put(new byte[encoded.capacity()]);
        return new Passphrase(utf8, typed.length());
    }

    /** Length as typed, for advice on short ones. */
    public int characters() {
        return characters;
    }

    /** For the key derivation in this package only. */
    byte[] utf8() {
        return utf8;
    }

    /** In a time that does not depend on where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Passphrase passphrase
                && MessageDigest.isEqual(utf8, passphrase.utf8);
    }

    /** By the length alone: a hash would be a clue. */
    @Override
    public int hashCode() {
        return utf8.length;
    }

    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Passphrase[hidden]";
    }
}
