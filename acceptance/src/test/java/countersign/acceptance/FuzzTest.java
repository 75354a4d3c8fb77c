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
        OtpAuthUri again = OtpAuthUri.parse(uri.write()).uri();
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
