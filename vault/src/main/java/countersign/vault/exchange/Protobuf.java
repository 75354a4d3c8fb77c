package countersign.vault.exchange;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little of protobuf's wire format that the migration codes use. */
final class Protobuf {
    private final byte[] bytes;
    private int at = 0;
    private int wire = 0;

    Protobuf(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The number of the next field; 0 at the end. */
    int next() {
        if (at >= bytes.length) {
            return 0;
        }
        long key = varint();
        wire = (int) (key & 7);
        if (key >>> 3 == 0 || key >>> 3 > 1 << 20) {
            throw cut();
        }
        return (int) (key >>> 3);
    }

    /** The field's value, which has to be a number. */
    long number() {
        if (wire != 0) {
            throw cut();
        }
        return varint();
    }

    /** The field's value, which has to be bytes. */
    byte[] bytes() {
        if (wire != 2) {
            throw cut();
        }
        long length = varint();
        if (length < 0 || length > bytes.length - at) {
            throw cut();
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    void skip() {
        switch (wire) {
            case 0 -> varint();
            case 1 -> jump(8);
            case 2 -> bytes();
            case 5 -> jump(4);
            default -> throw cut();
        }
    }

    private void jump(int length) {
        if (length > bytes.length - at) {
            throw cut();
        }
        at += length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < bytes.length; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 127) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw cut();
    }

    private static ExchangeException cut() {
        return new ExchangeException("the migration code is damaged or cut short");
    }

    /** Builds a message. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Writer bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] message() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~127L) != 0) {
                out.write((int) ((rest & 127) | 128));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
