package countersign.authenticator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the web app's origin gives, and to whom. Its files are two small ones of the tests. */
class WebAppTest {
    private WebApp app;

    @BeforeEach
    void serve() throws IOException {
        app = WebApp.serve(0).orElseThrow();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void givesThePageWithTheHeadersThatItWants() throws Exception {
        assertThat(raw("GET /", "localhost"))
                .startsWith("HTTP/1.1 200")
                .contains("<title>test</title>")
                .containsIgnoringCase("Content-Type: text/html; charset=utf-8")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                .containsIgnoringCase("Cache-Control: no-cache")
                .containsIgnoringCase("\r\nDate: ");
    }

    @Test
    void letsABrowserKeepWhatNeverChanges() throws Exception {
        assertThat(raw("GET /assets/app-1.js", "localhost"))
                .containsIgnoringCase("Cache-Control: max-age=31536000, immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none.html",
                "/assets/",
                "/assets",
                "/../WebApp.class",
                "/%2e%2e/authenticator/site/WebApp.class",
                "/..%2fauthenticator%2fsite%2fWebApp.class",
                "/assets/../../authenticator/site/WebApp.class",
                "//index.html",
                "/index.html%00"
            })
    void givesNothingElse(String path) throws Exception {
        assertThat(raw("GET " + path, "localhost")).startsWith("HTTP/1.1 404");
    }

    @Test
    void takesNothing() throws Exception {
        assertThat(raw("POST /", "localhost")).startsWith("HTTP/1.1 405");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:80", "", "10.0.0.1:8081"})
    void isNobodyElsesOrigin(String host) throws Exception {
        assertThat(raw("GET /", host)).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8081", "127.0.0.1:1", "[::1]:8081", "[::1]"})
    void isThisMachines(String host) throws Exception {
        assertThat(raw("GET /", host)).startsWith("HTTP/1.1 200");
    }

    private String raw(String line, String host) throws IOException {
        int port = URI.create(app.url()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            String request = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
