package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteamTest {
    private static final Steam STEAM = new Steam();

    /** Worked by hand from the description of the format, and agreed by other programs. */
    @ParameterizedTest(name = "at {0} the code is {1}")
    @CsvSource({"1511200518, FR8RV", "1511200714, 9P3VP"})
    void makesSteamsLetters(long time, String code) {
        var seed = Seed.parseBase32("63BEDWCQZKTQWPESARIERL5DTTQFCJTK");
        long step = STEAM.stepAt(Instant.ofEpochSecond(time));
        assertThat(STEAM.shownAt(seed, step)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://steam/Steam:a?secret=JBSWY3DPEHPK3PXP&issuer=Steam",
                "otpauth://totp/Steam:a?secret=JBSWY3DPEHPK3PXP&digits=5&encoder=steam",
                "otpauth://totp/Steam:a?secret=JBSWY3DPEHPK3PXP&steam"
            })
    void isReadInEverySpelling(String uri) {
        var read = OtpAuthUri.parse(uri);
        assertThat(read.uri().method()).isEqualTo(STEAM);
        assertThat(read.uri().extras()).isEmpty();
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void isWrittenAsATypeOfItsOwn() {
        var uri = OtpAuthUri.of("Steam", "a", STEAM, Seed.parseBase32("JBSWY3DPEHPK3PXP"));
        assertThat(uri.write())
                .isEqualTo("otpauth://steam/Steam:a?secret=JBSWY3DPEHPK3PXP&issuer=Steam");
        assertThat(OtpAuthUri.parse(uri.write()).uri()).isEqualTo(uri);
    }
}
