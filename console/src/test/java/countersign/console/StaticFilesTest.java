package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StaticFilesTest {
    private static final int MOST_BYTES = 60 * 1024;

    private final StaticFiles files = new StaticFiles();

    /** Everything that a browser fetches for the sign-in page, as it is sent. */
    @Test
    void loadsTheSignInPageInSixtyKilobytes() throws Exception {
        var sample = new SamplePages(files).page("signin");
        var html = new Templates().render(sample.template(), sample.view());
        int bytes = gzip(html);
        var addresses = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(html).results().toList();
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(3);
        for (var address : addresses) {
            var name = address.group(1).substring(StaticFiles.FOLDER.length());
            bytes += files.find(name).orElseThrow().gzipped.length;
        }
        System.out.println("sign-in page, first load: " + bytes + " bytes compressed");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void putsTheHashOfTheContentIntoTheAddress() throws Exception {
        var address = files.assets().address("theme.css");
        assertThat(address).matches("/assets/theme\\.[0-9a-f]{16}\\.css");
        var file = files.find(address.substring(StaticFiles.FOLDER.length())).orElseThrow();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.gzipped)).readAllBytes())
                .isEqualTo(file.plain);
    }

    @Test
    void knowsNoOtherFiles() {
        for (var name : new String[] {"", "theme.css", "../theme.css", "module-info.class"}) {
            assertThat(files.find(name)).isEmpty();
        }
    }

    private static int gzip(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
