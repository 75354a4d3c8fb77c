package countersign.aws;

import countersign.otp.Seed;
import countersign.otp.Totp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A virtual device in somebody's hand. */
public record Phone(String serial, Seed seed) {
    public static Phone of(XmlAnswer created) {
        byte[] base32 = Base64.getDecoder().decode(created.text("Base32StringSeed"));
        return new Phone(
                created.text("SerialNumber"),
                Seed.parseBase32(new String(base32, StandardCharsets.US_ASCII)));
    }

    public String code(Instant at) {
        return Totp.STANDARD.codeAt(seed, Totp.STANDARD.stepAt(at)).digits();
    }

    /** Makes a device; it is nobody's yet. */
    public static Phone make(ApiRig rig, TestKey by, String name) {
        return of(rig.call(by, "CreateVirtualMFADevice", "VirtualMFADeviceName", name));
    }

    /** With the codes of the step before now and of now; a step passes first. */
    public XmlAnswer enable(ApiRig rig, TestKey by, String user) {
        return pair(rig, by, "EnableMFADevice", user);
    }

    public XmlAnswer pair(ApiRig rig, TestKey by, String action, String user) {
        rig.pass(Duration.ofSeconds(60));
        return rig.call(
                by,
                action,
                "UserName",
                user,
                "SerialNumber",
                serial,
                "AuthenticationCode1",
                code(rig.now.minusSeconds(30)),
                "AuthenticationCode2",
                code(rig.now));
    }

    /** Session credentials with MFA; a step passes first. */
    public TestKey session(ApiRig rig, TestKey by) {
        rig.pass(Duration.ofSeconds(30));
        return TestKey.of(
                rig.call(
                        by, "GetSessionToken", "SerialNumber", serial, "TokenCode", code(rig.now)));
    }

    /** A code that this phone shows at no time around {@code at}. */
    public String wrong(Instant at) {
        long step = Totp.STANDARD.stepAt(at);
        for (int number = 0; ; number++) {
            var code = new countersign.otp.OtpCode("%06d".formatted(number));
            if (Totp.STANDARD.matches(seed, code, step - 2_000, step + 2_000).length == 0) {
                return code.digits();
            }
        }
    }
}
