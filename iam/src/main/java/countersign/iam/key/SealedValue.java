package countersign.iam.key;

import java.util.Arrays;

/** What a {@link KeyService} has sealed: safe to store, and good for nothing without the key. */
public final class SealedValue {
    private final byte[] bytes;

    public SealedValue(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** For storage. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedValue[" + bytes.length + " bytes]";
    }
}
