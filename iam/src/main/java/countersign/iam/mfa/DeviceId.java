package countersign.iam.mfa;

/** Immutable id of an MFA device, never used again. Names and serial numbers may be. */
public record DeviceId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
