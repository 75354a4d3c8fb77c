package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import countersign.console.FormBody;

/** Any bytes are a form or are refused; nothing else happens. As {@link OtpAuthUriFuzzTest}. */
class FormBodyFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void formBody(byte[] input) {
        try {
            assertThat(FormBody.parse(input)).isNotNull();
        } catch (FormBody.MalformedForm e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
