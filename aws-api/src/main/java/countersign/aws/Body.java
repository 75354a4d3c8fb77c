package countersign.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The bytes of a message, which nobody can change any more. Prints its length only. */
public final class Body {
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Body copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Body(bytes.clone());
    }

    public static Body utf8(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /** One char for each byte: for parsers of bytes that are mostly ASCII. */
    public String latin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Saves the copy that {@link #toBytes} makes. */
    public void feed(MessageDigest digest) {
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }
}
