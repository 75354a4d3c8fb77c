package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Totp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list on a terminal: what stands on it at which moment, and at which size. */
class LiveListTest extends Transcript {
    @BeforeEach
    void haveATerminal() {
        showsOutput = true;
    }

    @Test
    void showsCodesAndBarsThatRunDown() {
        add("root");
        add("billing");
        now = now.minusSeconds(14);
        betweenKeys = Duration.ofSeconds(15);
        keys.addAll(List.of('\0', 'q'));
        assertThat(run("list")).isZero();
        assertThat(frames)
                .containsExactly(
                        List.of(
                                "root     774 016   15 s  ███████████████",
                                "billing  774 016   15 s  ███████████████",
                                "q ends"),
                        List.of(
                                "root     651 196   30 s  " + "█".repeat(30),
                                "billing  651 196   30 s  " + "█".repeat(30),
                                "q ends"),
                        List.of());
        assertThat(out).as("nothing stays behind").isEmpty();
    }

    @Test
    void aFrameThatIsTheSameIsNotDrawnAgain() {
        add("root");
        betweenKeys = Duration.ZERO;
        keys.addAll(List.of('\0', '\0', 'x', 'Q'));
        assertThat(run("list")).isZero();
        assertThat(frames).hasSize(2);
    }

    @Test
    void whatIsShownIsNotGiven() {
        add("root");
        betweenKeys = Duration.ZERO;
        keys.add('q');
        run("list");
        assertThat(run("code", "root", "--fresh")).isZero();
        assertThat(out).isEqualTo("774016\n");
    }

    @Test
    void onceAndJsonAndPipesGetTheListAlone() {
        add("root");
        assertThat(run("list", "--once")).isZero();
        assertThat(out).isEqualTo("root\n");
        assertThat(run("list", "--format", "json")).isZero();
        assertThat(out).startsWith("{\"Accounts\":");
        showsOutput = false;
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("root\n");
        assertThat(frames).isEmpty();
    }

    @Test
    void anEmptyVaultIsSaid() {
        add("root");
        run("remove", "root", "--yes");
        assertThat(run("list")).isZero();
        assertThat(err).contains("the vault is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 20, 24, 30, 40, 80, 300})
    void noLineIsWiderThanTheTerminal(int width) {
        add("a-very-long-name-of-an-account-that-goes-on-and-on");
        add("密码密码密码");
        String hotp = "otpauth://hotp/bob?secret=KUVJJOM753IHTNDSZVCNKL7GII&counter=7";
        assertThat(pipe(hotp, "add", "bob", "--uri", "-")).isZero();
        columns = width;
        keys.add('q');
        assertThat(run("list")).isZero();
        assertThat(frames.getFirst())
                .hasSize(4)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width));
        if (width >= 24) {
            assertThat(frames.getFirst().getFirst()).contains("774 016");
            assertThat(frames.getFirst().get(2)).contains("counter 7");
        }
    }

    @Test
    void scrollsWhatDoesNotFit() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            add(name);
        }
        rows = 3;
        keys.addAll(List.of('j', 'j', 'k', 'j', 'j', 'j', 'j', 'q'));
        assertThat(run("list")).isZero();
        assertThat(frames)
                .filteredOn(frame -> !frame.isEmpty())
                .allMatch(frame -> frame.size() == 3);
        assertThat(frames.getFirst())
                .satisfies(frame -> assertThat(frame.getFirst()).startsWith("a "))
                .endsWith("1 to 2 of 5; j and k scroll, q ends");
        assertThat(frames.get(frames.size() - 2))
                .satisfies(frame -> assertThat(frame.getFirst()).startsWith("d "))
                .endsWith("4 to 5 of 5; j and k scroll, q ends");
        keys.add('q');
        rows = 1;
        assertThat(run("list")).isZero();
    }

    @Test
    void fiveSteamCharactersAreOneGroupAndEightDigitsTwo() throws IOException {
        String eight = OtpAuthUri.of("", "x", new Totp(Totp.STANDARD.hash(), 8, 60), SEED).write();
        assertThat(pipe(eight, "add", "eight", "--uri", "-")).as(err).isZero();
        Path steam = home.resolve("steam.txt");
        Files.writeString(steam, "otpauth://steam/Steam:eve?secret=JRZCL47CMXVOQMNPZR2F7J4RGI\n");
        assertThat(run("import", "--yes", steam.toString())).as(err).isZero();
        keys.add('q');
        assertThat(run("list")).isZero();
        assertThat(frames.getFirst().getFirst()).containsPattern("eight +\\d{4} \\d{4} ");
        assertThat(frames.getFirst().get(1)).containsPattern("[2-9BCDFGHJKMNPQRTVWXY]{5} ");
    }
}
