package countersign.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
    @TempDir Path folder;

    /** A reader that shares no code with ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                Samples.ROOT_DEVICE,
                Samples.LONG_DEVICE,
                "otpauth://totp/B%C3%BCro:a?secret=JBSWY3DPEHPK3PXP&issuer=B%C3%BCro",
                "otpauth://totp/Büro 東京?secret=JBSWY3DPEHPK3PXP",
                "7"
            })
    void isReadByZbar(String text) throws Exception {
        var file = Files.write(folder.resolve("code.png"), QrCode.of(text).png(4));
        assertThat(zbarimg(file)).isEqualTo(text);
    }

    @Test
    void keepsAQuietZoneOfFourModules() throws Exception {
        var code = QrCode.of(Samples.ROOT_DEVICE);
        var image = Picture.open(code.png(3));
        assertThat(image.getWidth()).isEqualTo(code.size() * 3);
        for (int i = 0; i < image.getWidth(); i++) {
            for (int depth = 0; depth < 12; depth++) {
                assertThat(image.getRGB(i, depth)).isEqualTo(0xffffffff);
                assertThat(image.getRGB(depth, i)).isEqualTo(0xffffffff);
            }
        }
        assertThat(image.getRGB(12, 12)).isEqualTo(0xff000000);
    }

    /** 4 modules of margin twice, and version 8 (49 modules) for a 64-character secret. */
    @Test
    void storesTheSecretCompactly() {
        assertThat(QrCode.of(Samples.ROOT_DEVICE).size()).isLessThanOrEqualTo(4 + 49 + 4);
    }

    @Test
    void drawsAnSvgWithATitleAndWithoutStyles() {
        assertThat(QrCode.of("a").svg())
                .startsWith("<svg ")
                .contains("<title>QR code</title>")
                .contains("viewBox=\"0 0 29 29\"")
                .doesNotContain("style", "width=", "height=");
    }

    @Test
    void drawsTwoRowsOfModulesInOneTerminalLine() {
        var lines = QrCode.of("a").terminal().lines().toList();
        assertThat(lines).hasSize(15);
        assertThat(lines.get(2))
                .startsWith("\u001b[38;5;16;48;5;231m    █▀▀▀▀▀█ ")
                .endsWith("\u001b[0m");
    }

    @Test
    void doesNotPrintWhatItSays() {
        assertThat(QrCode.of("secret")).hasToString("QrCode[29 modules]");
    }

    @Test
    void refusesWhatNoCodeHolds() {
        assertThatThrownBy(() -> QrCode.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrCode.of("secret".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text of 6000 characters does not fit into a QR code");
    }

    private static String zbarimg(Path file) throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder("zbarimg", "--quiet", "--raw", file.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return text.stripTrailing();
        } catch (IOException e) {
            return fail("zbarimg is missing: apt-get install zbar-tools", e);
        }
    }
}
