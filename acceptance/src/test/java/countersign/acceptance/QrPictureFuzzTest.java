package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import countersign.qr.PictureException;
import countersign.qr.QrReader;

/** Any bytes are a picture or are refused; nothing else happens. As {@link OtpAuthUriFuzzTest}. */
class QrPictureFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void qrPicture(byte[] input) {
        try {
            assertThat(QrReader.read(input)).isNotNull();
        } catch (PictureException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
