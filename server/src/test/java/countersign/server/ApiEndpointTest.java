package countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.AwsApi;
import countersign.iam.Iam;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Passwords;
import countersign.iam.session.SessionLimits;
import countersign.store.SqliteStore;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the endpoint takes, from whom and for how long, over real connections. */
class ApiEndpointTest {
    private static final int SMALL = 32 * 1024;
    private static final int MOST = 10_000_000;
    private static final int LARGE_BODIES = 8;
    private static final Duration SLOWEST = Duration.ofMillis(300);
    private static final String SIGNED =
            "Authorization: AWS4-HMAC-SHA256 Credential=AKIAUNKNOWNUNKNOWN00/20260101/us-east-1/iam"
                    + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=00\r\n"
                    + "X-Amz-Date: 20260101T000000Z\r\n";

    @TempDir Path folder;
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private SqliteStore store;
    private Passwords passwords;
    private WebServer web;

    @BeforeEach
    void begin() {
        SecureRandom random = new SecureRandom();
        SealingKey key = SealingKey.random(random);
        var keys = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        store = SqliteStore.open(folder.resolve("test.db"), "test");
        passwords = new Passwords(keys, random, 1, 1);
        var settings =
                new Iam.Settings(
                        MfaRules.AWS,
                        SessionLimits.ROOT,
                        () -> "http://localhost",
                        Optional.empty());
        Iam iam = Iam.assemble(store, keys, passwords, random, settings);
        var api = new AwsApi(iam, store, random, "Test", observer());
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        var endpoint = new ApiEndpoint(api, new Front(config()), clock, SLOWEST);
        web =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .shutdownHook(false)
                        .routing(HttpRouting.builder().register("/", endpoint))
                        .build()
                        .start();
    }

    private AwsApi.Observer observer() {
        return new AwsApi.Observer() {
            @Override
            public void answered(String action, int status, Optional<String> errorCode) {}

            @Override
            public void failed(String requestId, RuntimeException fault) {
                failures.add(fault);
            }
        };
    }

    private static Config config() {
        return new Config(
                "127.0.0.1",
                0,
                0,
                OptionalInt.empty(),
                Path.of("unused"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("http://localhost")),
                List.of(),
                List.of(),
                "Countersign",
                MfaRules.AWS,
                SessionLimits.ROOT,
                Optional.empty(),
                true,
                false);
    }

    @AfterEach
    void end() {
        web.stop();
        passwords.close();
        store.close();
        assertThat(failures).isEmpty();
    }

    /** A connection that has begun a POST of so many bytes. */
    private Socket begin(int length, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port());
        socket.setSoTimeout(30_000);
        String head =
                "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + length
                        + "\r\n"
                        + headers
                        + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] form(int length) {
        String start = "Action=GetUser&Version=2010-05-08&UserName=";
        return (start + "x".repeat(length - start.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private int post(int length, String headers) throws IOException {
        try (Socket socket = begin(length, headers)) {
            try {
                socket.getOutputStream().write(form(length));
            } catch (IOException e) {
                // Refused before all of it was read: the answer is there.
            }
            return status(socket);
        }
    }

    /** The status of the answer. */
    private static int status(Socket socket) throws IOException {
        byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }

    @Test
    void anUnsignedBodyIsSmallOrIsNotRead() throws IOException {
        assertThat(post(SMALL - 1, "")).isEqualTo(403);
        assertThat(post(SMALL, "")).isEqualTo(413);
        assertThat(post(5 * SMALL, "")).isEqualTo(413);
    }

    @Test
    void aSignedBodyHasTenMillionBytesAtMost() throws IOException {
        assertThat(post(SMALL, SIGNED)).isEqualTo(403);
        assertThat(post(MOST, SIGNED)).isEqualTo(403);
        assertThat(post(MOST + 1, SIGNED)).isEqualTo(413);
    }

    /** Bytes that come one by one, for ever, hold nothing for ever. */
    @Test
    void aBodyThatTricklesInIsGivenUp() throws IOException {
        for (String headers : List.of("", SIGNED)) {
            try (Socket socket = begin(SMALL - 1, headers)) {
                socket.setSoTimeout(20);
                assertThat(trickle(socket)).isEqualTo(400);
            }
        }
    }

    @Test
    void aLargeBodyThatTricklesInGivesItsPlaceBack() throws IOException {
        for (int i = 0; i < LARGE_BODIES + 1; i++) {
            try (Socket socket = begin(2 * SMALL, SIGNED)) {
                socket.getOutputStream().write(form(SMALL));
                socket.setSoTimeout(20);
                assertThat(trickle(socket)).isEqualTo(400);
            }
        }
        assertThat(post(2 * SMALL, SIGNED)).isEqualTo(403);
    }

    /** Large bodies have a few places, and who finds none is told to come again. */
    @Test
    void oneLargeBodyTooManyIsRefusedUntilAnotherIsDone() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < LARGE_BODIES; i++) {
                Socket socket = begin(2 * SMALL, SIGNED);
                socket.getOutputStream().write(form(SMALL));
                held.add(socket);
            }
            assertThat(untilItIs(503)).as("all places are taken").isEqualTo(503);
            assertThat(post(SMALL - 1, "")).as("small ones need no place").isEqualTo(403);
            held.getFirst().getOutputStream().write(form(SMALL));
            assertThat(status(held.getFirst())).isBetween(400, 403);
            assertThat(untilItIs(403)).as("a place is free again").isEqualTo(403);
        } finally {
            for (Socket socket : held) socket.close();
        }
    }

    /** The server reads what was sent when it comes to it: asks until it has. */
    private int untilItIs(int wanted) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int status = post(2 * SMALL, SIGNED);
        while (status != wanted && System.nanoTime() < end) status = post(2 * SMALL, SIGNED);
        return status;
    }

    /** Sends a byte whenever there is no answer yet; the status of the answer. */
    private static int trickle(Socket socket) throws IOException {
        int first = -1;
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (first < 0) {
            assertThat(System.nanoTime()).as("given up in time").isLessThan(end);
            socket.getOutputStream().write('x');
            try {
                first = socket.getInputStream().read();
                assertThat(first).as("ended without an answer").isEqualTo('H');
            } catch (SocketTimeoutException e) {
                // It waits for more, and gets it.
            }
        }
        socket.setSoTimeout(30_000);
        byte[] line = socket.getInputStream().readNBytes("TTP/1.1 200".length());
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(8));
    }
}
