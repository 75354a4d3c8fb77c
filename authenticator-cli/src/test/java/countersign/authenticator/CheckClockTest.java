package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.authenticator.CheckClockCommand.Offset;
import countersign.authenticator.CheckClockCommand.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that says whatever date it is told; the time of this machine stands still. */
class CheckClockTest extends Transcript {
    private String headers = "";
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        now = Instant.parse("2026-11-22T10:00:00.500Z");
        Thread.ofVirtual()
                .start(() -> {
                    while (true) {
                        try (Socket socket = server.accept()) {
                            answer(socket);
                        } catch (IOException e) {
                            return;
                        }
                    }
                });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10:00:00 | 0 | this machine's clock is 0.0 s ahead of that of 127.0.0.1, give or"
                        + " take 0.5 s: codes are right",
                "10:00:20 | 0 | this machine's clock is 20.0 s behind that of 127.0.0.1, give or"
                        + " take 0.5 s: codes still pass, most of the time: let the clock be set by"
                        + " the network",
                "09:58:25 | 1 | this machine's clock is 95.0 s ahead of that of 127.0.0.1, give or"
                        + " take 0.5 s: codes will be refused: set the clock, best by the network"
                        + " (timedatectl set-ntp true)"
            })
    void saysHowFarTheClockIsOffAndWhatToDo(String date, int status, String line) {
        headers = "Date: Sun, 22 Nov 2026 " + date + " GMT\r\n";
        assertThat(run("check-clock", "--server", url())).as(err).isEqualTo(status);
        assertThat(out).isEqualTo(line + "\n");
    }

    @Test
    void answersAsJson() {
        headers = "Date: Sun, 22 Nov 2026 10:01:00 GMT\r\n";
        assertThat(run("check-clock", "--server", url(), "--format", "json")).isEqualTo(1);
        assertThat(out)
                .isEqualTo(
                        "{\"Server\":\"%s\",\"AheadSeconds\":-60.0,\"UncertaintySeconds\":0.5,\"Verdict\":\"wrong\"}\n"
                                .formatted(url()));
    }

    /** The server's date is cut to the second; the request took two. */
    @Test
    void theRequestsOwnTimeIsUncertainty() {
        Instant asked = Instant.parse("2026-11-22T10:00:00Z");
        Offset offset = Offset.of(asked, asked.plusSeconds(2), asked);
        assertThat(offset.ahead()).isEqualTo(Duration.ofMillis(500));
        assertThat(offset.uncertainty()).isEqualTo(Duration.ofMillis(1500));
        assertThat(Offset.of(asked, asked.plusSeconds(61), asked).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void thirtySecondsAreOneStepAtMost() {
        assertThat(new Offset(Duration.ofSeconds(-30), Duration.ZERO).verdict())
                .isEqualTo(Verdict.OFF);
        assertThat(new Offset(Duration.ofMillis(30_001), Duration.ZERO).verdict())
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Date: yesterday\r\n",
                "Date: Sun, 22 Nov 2026 10:00:00 GMT\r\nAge: 9\r\n"
            })
    void refusesAnswersThatDoNotTell(String answered) {
        headers = answered;
        assertThat(run("check-clock", "--server", url())).isEqualTo(1);
        assertThat(out).isEmpty();
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        server.close();
        assertThat(run("check-clock", "--server", url())).isEqualTo(1);
        assertThat(err)
                .isEqualTo("authenticator: " + url() + " cannot be reached: ConnectException\n");
        assertThat(run("check-clock", "--server", "example.com")).isEqualTo(2);
        assertThat(err).contains("wants a URL");
        assertThat(run("check-clock")).isEqualTo(2);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void answer(Socket socket) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // The request does not matter.
        }
        socket.getOutputStream()
                .write(
                        ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n"
                                        + headers
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
    }
}
