package countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.MfaRules;
import countersign.iam.session.SessionLimits;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server believes of a request's names and addresses, over a real connection. */
class FrontTest {
    private static Config config(List<String> proxies, boolean proxiedOnly) {
        return new Config(
                "127.0.0.1",
                0,
                0,
                java.util.OptionalInt.empty(),
                Path.of("unused"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(java.net.URI.create("https://id.example.com")),
                List.of("Other.Example"),
                proxies.stream().map(text -> Cidr.parse(text).orElseThrow()).toList(),
                "Countersign",
                MfaRules.HARDENED,
                SessionLimits.ROOT,
                Optional.empty(),
                false,
                proxiedOnly);
    }

    /** Sends {@code headers} and gives what {@code Front} makes of them. */
    private static String seen(Config config, String... headers) throws IOException {
        Front front = new Front(config);
        WebServer web =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .shutdownHook(false)
                        .routing(
                                HttpRouting.builder()
                                        .any((request, response) ->
                                                response.send(
                                                        "%s %s %s"
                                                                .formatted(
                                                                        front.isOurs(request),
                                                                        front.origin(request),
                                                                        front.clientAddress(
                                                                                request)))))
                        .build()
                        .start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            String request =
                    "GET / HTTP/1.1\r\n"
                            + String.join("\r\n", headers)
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // The server keeps the connection; we are the one who has no more to say.
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        } finally {
            web.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:1", "127.0.0.1", "[::1]:80", "id.example.com", "OTHER.example:9"})
    void answersToItsOwnNames(String host) throws IOException {
        assertThat(seen(config(List.of(), false), "Host: " + host)).startsWith("true ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "127.0.0.2"})
    void answersToNoOtherName(String host) throws IOException {
        assertThat(seen(config(List.of(), false), "Host: " + host)).startsWith("false ");
    }

    @Test
    void believesNoForwardedHeaderOfAStranger() throws IOException {
        assertThat(
                        seen(
                                config(List.of("10.0.0.0/8"), false),
                                "Host: localhost",
                                "X-Forwarded-For: 203.0.113.9",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: id.example.com"))
                .isEqualTo("true http://localhost 127.0.0.1");
    }

    @Test
    void takesTheAddressThatTheNearestUntrustedHopHad() throws IOException {
        assertThat(
                        seen(
                                config(List.of("127.0.0.1", "10.0.0.0/8"), false),
                                "Host: localhost",
                                "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.1.2.3",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: id.example.com"))
                .isEqualTo("true https://id.example.com 203.0.113.9");
    }

    @Test
    void aLineThatTheClientForgedDoesNotHideTheOneThatTheProxyAdded() throws IOException {
        assertThat(
                        seen(
                                config(List.of("127.0.0.1"), false),
                                "Host: localhost",
                                "X-Forwarded-For: 198.51.100.1",
                                "X-Forwarded-For: 203.0.113.9",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Proto: http"))
                .isEqualTo("true http://localhost 203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/8, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "10.0.0.0/8, not-an-address, false"
    })
    void networksContainTheirAddresses(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", "::1/129"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
