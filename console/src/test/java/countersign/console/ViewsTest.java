package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.console.view.DeviceView;
import countersign.console.view.Words;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {
    @ParameterizedTest(name = "{0} steps are {1}, drawn at {2}")
    @CsvSource({
        "0, in step, 52",
        "1, 30 s fast, 54",
        "-3, 90 s slow, 46",
        "4, 2 min fast, 60",
        "-20, 10 min slow, 8",
        "1000, 500 min fast, 96"
    })
    void drawsAndSpellsTheDrift(long steps, String words, long dot) {
        var device =
                new DeviceView(
                        "i", "n", "a", Instant.EPOCH, Optional.empty(), steps, "Active", true);
        assertThat(Words.drift(steps)).isEqualTo(words);
        assertThat(device.dot()).isEqualTo(dot);
    }

    @Test
    void groupsKeysInFours() {
        assertThat(Words.inFours("JBSWY3DPEHPK3PXP"))
                .containsExactly("JBSW", "Y3DP", "EHPK", "3PXP");
        assertThat(Words.inFours("JBSWY")).containsExactly("JBSW", "Y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0|Firefox on"
                        + " Linux",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0"
                        + " Safari/604.1|Safari on iPhone",
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0|Edge on"
                        + " Windows",
                "curl/8.5.0|curl/8.5.0",
                "''|Unknown"
            })
    void namesBrowsersInTwoWords(String userAgent, String name) {
        assertThat(Views.browser(userAgent)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "//evil.example", "https://evil.example/console", "/console/../evil",
                "/console?x", "/signin", "/console/security-credentials/mfa/x/remove", "/\\evil"
            })
    void sendsNobodyToAPageThatIsNotOnTheList(String wanted) {
        assertThat(SafeReturn.of(wanted)).isEqualTo("/console");
    }

    @Test
    void sendsPeopleBackToWhereTheyWanted() {
        assertThat(SafeReturn.of("/console/account")).isEqualTo("/console/account");
    }
}
