package countersign.iam.mfa;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last part of a virtual device's serial number (IAM {@code virtualMFADeviceName}): letters,
 * digits and {@code +=,.@-_}. The console takes 128 of them.
 */
public record DeviceName(String text) {
    public static final int LONGEST = 128;

    /** What is left of a serial number's 256 characters. */
    public static final int LONGEST_BY_API = 226;

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_+=,.@-]{1," + LONGEST_BY_API + "}");

    /** What AWS's console called a root user's device. */
    public static final DeviceName OF_ROOT = new DeviceName("root-account-mfa-device");

    public DeviceName {
        if (!FORM.matcher(text).matches()) throw new IllegalArgumentException("not a device name");
    }

    public static Optional<DeviceName> parse(String typed) {
        String name = typed.strip();
        return name.length() <= LONGEST && FORM.matcher(name).matches()
                ? Optional.of(new DeviceName(name))
                : Optional.empty();
    }

    /** This name with a number behind it. */
    DeviceName numbered(int number) {
        String suffix = "-" + number;
        int kept = Math.min(text.length(), LONGEST - suffix.length());
        return new DeviceName(text.substring(0, kept) + suffix);
    }

    @Override
    public String toString() {
        return text;
    }
}
