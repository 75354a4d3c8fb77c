package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpFormatException;
import java.nio.charset.StandardCharsets;

/**
 * Any text is the URI of a QR code or is refused; nothing else happens. With {@code -Pfuzz} it
 * searches for what breaks; otherwise it runs what was found before. One target a class: a JVM
 * fuzzes one.
 */
class OtpAuthUriFuzzTest {
    private static final int LONGEST_URI = 4_096;

    @FuzzTest(maxDuration = "5m")
    void otpauthUri(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        read(text);
        read("otpauth://" + text);
        read("otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&" + text);
    }

    /** What was read and written again is the same account. */
    private static void read(String text) {
        OtpAuthUri uri;
        try {
            uri = OtpAuthUri.parse(text).uri();
        } catch (OtpFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("JBSWY3DPEHPK3PXP");
            return;
        }
        String written = uri.write();
        // Names that need percent-encoding grow by it, and a QR code holds no more than this.
        if (written.length() > LONGEST_URI) return;
        OtpAuthUri again = OtpAuthUri.parse(written).uri();
        assertThat(again.seed()).isEqualTo(uri.seed());
        assertThat(again.method()).isEqualTo(uri.method());
    }
}
