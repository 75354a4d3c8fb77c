package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.console.FormBody;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpFormatException;
import countersign.qr.PictureException;
import countersign.qr.QrReader;

/**
 * What strangers can hand us is read or refused; nothing else happens. With {@code JAZZER_FUZZ=1}
 * and one method chosen it searches for what breaks; otherwise it runs what was found before.
 */
class FuzzTest {
    private static final int LONGEST_URI = 4_096;

    @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "5m")
    void otpauthUri(byte[] input) {
        String text = new String(input, java.nio.charset.StandardCharsets.UTF_8);
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

    @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "5m")
    void qrPicture(byte[] input) {
        try {
            assertThat(QrReader.read(input)).isNotNull();
        } catch (PictureException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "5m")
    void formBody(byte[] input) {
        try {
            assertThat(FormBody.parse(input)).isNotNull();
        } catch (FormBody.MalformedForm e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
