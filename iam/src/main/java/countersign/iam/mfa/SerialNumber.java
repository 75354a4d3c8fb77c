package countersign.iam.mfa;

import countersign.iam.account.AccountId;

/** A virtual device's serial number: its ARN, {@code arn:aws:iam::ACCOUNT:mfa/NAME}. */
public record SerialNumber(String arn) {
    public static SerialNumber of(AccountId account, DeviceName name) {
        return new SerialNumber("arn:aws:iam::" + account + ":mfa/" + name);
    }

    /** With a path, which begins and ends with a slash. */
    public static SerialNumber of(AccountId account, String path, DeviceName name) {
        return new SerialNumber("arn:aws:iam::" + account + ":mfa" + path + name);
    }

    @Override
    public String toString() {
        return arn;
    }
}
