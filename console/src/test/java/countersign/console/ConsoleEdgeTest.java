package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Iam;
import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Passwords;
import countersign.iam.session.SessionLimits;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request meets before a handler. The store is down, so nothing can be let in. */
class ConsoleEdgeTest {
    private static final String COOKIE = "A".repeat(43);
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src"
                    + " 'self'";

    private static Passwords passwords;
    private static TestServer server;

    @BeforeAll
    static void start() {
        var random = new SecureRandom();
        var ring = new SealingKeys(List.of(SealingKey.random(random)));
        var keys = new KeyRing(() -> ring, random);
        passwords = new Passwords(keys, random, 1, 10);
        var settings =
                new Iam.Settings(
                        MfaRules.HARDENED,
                        SessionLimits.ROOT,
                        () -> "http://127.0.0.1:8080",
                        Optional.empty());
        var iam = Iam.assemble(new StoreThatIsDown(), keys, passwords, random, settings);
        server = new TestServer(iam, InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));
    }

    @AfterAll
    static void stop() {
        server.close();
        passwords.close();
    }

    private static final class StoreThatIsDown implements Store {
        @Override
        public <T> T write(Work<T> body) {
            throw new StoreFailure("write");
        }

        @Override
        public void submit(Work<?> body) {
            throw new StoreFailure("submit");
        }

        @Override
        public <T> T read(Work<T> body) {
            throw new StoreFailure("read");
        }
    }

    static List<Route> routes() {
        return server.console.routes();
    }

    private static String example(Route route) {
        return route.path().replaceAll("\\{[a-z]+}", COOKIE);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void sendsTheSameHeadersFromEveryRoute(Route route) throws Exception {
        assertSafe(server.get(example(route)));
        assertSafe(server.send(server.form(example(route), COOKIE)));
        assertSafe(
                server.send(
                        server.form(example(route), COOKIE)
                                .header("Cookie", "countersign-form=" + COOKIE)));
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 404",
        "/console/nowhere, 404",
        "/signin/no_alias, 404",
        "/signin/harbour, 200",
        "//evil.example/, 404",
        "/console/../etc/passwd, 404",
        "/assets/nowhere.css, 404",
        "/signin/, 303",
        "/console/account/, 303"
    })
    void answersStrangeAddressesCalmly(String path, int status) throws Exception {
        var answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertSafe(answer);
        answer.headers()
                .firstValue("Location")
                .ifPresent(to -> assertThat(to).startsWith("/").doesNotStartWith("//"));
    }

    private static void assertSafe(HttpResponse<String> answer) {
        var headers = answer.headers();
        assertThat(headers.firstValue("Content-Security-Policy")).contains(POLICY);
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        assertThat(headers.allValues("Set-Cookie"))
                .allSatisfy(
                        cookie -> assertThat(cookie).contains("Path=/; HttpOnly; SameSite=Lax"));
        assertThat(answer.body()).doesNotContain("Exception", "countersign.iam");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void letsNobodyInWhenTheStoreIsDown(Route route) throws Exception {
        if (!route.signedIn()) return;
        var request = server.to(example(route)).header("Cookie", "countersign=" + COOKIE);
        if (route.changes()) {
            request = server.form(example(route), COOKIE).header("Cookie", "countersign=" + COOKIE);
        }
        var answer = server.send(request);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Not available for a moment");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void sendsStrangersToTheSignInPage(Route route) throws Exception {
        if (!route.signedIn()) return;
        var answer =
                server.send(
                        route.changes()
                                ? server.form(example(route), COOKIE)
                                : server.to(example(route)));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/signin");
    }

    @ParameterizedTest
    @CsvSource({
        "/console, /signin",
        "/console/account, /signin?next=/console/account",
        "/console/security-credentials/mfa/x/remove, /signin",
    })
    void remembersWhereSomebodyWantedToGo(String wanted, String signIn) throws Exception {
        assertThat(server.get(wanted).headers().firstValue("Location")).contains(signIn);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void refusesFormsWithoutTheBrowsersToken(Route route) throws Exception {
        if (!route.changes() || route.signedIn()) return;
        var foreign = server.form(example(route), "B".repeat(43));
        var none = server.form(example(route), COOKIE);
        assertThat(server.send(foreign.header("Cookie", "countersign-form=" + COOKIE)).statusCode())
                .isEqualTo(403);
        assertThat(server.send(none).statusCode()).isEqualTo(403);
    }

    private static int postSignIn(String... headers) throws Exception {
        return server.send(
                        server.form("/signin", COOKIE, "email", "root@example.com")
                                .header("Cookie", "countersign-form=" + COOKIE)
                                .headers(headers))
                .statusCode();
    }

    @Test
    void takesFormsFromItsOwnPagesOnly() throws Exception {
        assertThat(postSignIn("Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(postSignIn("Sec-Fetch-Site", "none")).isEqualTo(200);
        assertThat(postSignIn("Origin", server.origin())).isEqualTo(200);
        assertThat(postSignIn("Origin", "null", "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(postSignIn("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(postSignIn("Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(postSignIn("Origin", "null", "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(postSignIn("Origin", "https://evil.example")).isEqualTo(403);
    }

    @Test
    void refusesWhatIsNoForm() throws Exception {
        assertThat(
                        server.send(
                                        server.to("/signin")
                                                .header("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofString("csrf=1")))
                                .statusCode())
                .isEqualTo(400);
        assertThat(server.send(server.to("/signin").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(400);
        assertThat(
                        server.send(server.form("/signin", COOKIE, "a", "").header("X", "1"))
                                .statusCode())
                .isEqualTo(403);
        var broken =
                server.to("/signin")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=%"));
        assertThat(server.send(broken).statusCode()).isEqualTo(400);
        var long64 = server.form("/signin", COOKIE, "email", "a".repeat(FormBody.LONGEST_BYTES));
        assertThat(server.send(long64).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void takesNoOtherMethods(String method) throws Exception {
        var answer = server.send(server.to("/signin").method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() throws Exception {
        var head = server.send(server.to("/signin").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow()).isPositive();
    }

    @Test
    void turnsAReloadedFormIntoItsPage() throws Exception {
        assertThat(server.get("/signin/password").headers().firstValue("Location"))
                .contains("/signin");
        assertThat(server.get("/signout").headers().firstValue("Location"))
                .contains("/console/security-credentials");
    }

    @Test
    void keepsTheAddressOutOfTheUrl() throws Exception {
        var answer =
                server.send(
                        server.form("/signin", COOKIE, "email", " Root@Example.com ")
                                .header("Cookie", "countersign-form=" + COOKIE));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("value=\"root@example.com\"", "Password");
    }

    @Test
    void servesStaticFilesCompressedAndForGood() throws Exception {
        var page = server.get("/signin").body();
        var address = page.substring(page.indexOf("/assets/theme."));
        address = address.substring(0, address.indexOf('"'));
        var answer = server.send(server.to(address).header("Accept-Encoding", "gzip, br"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        var again = server.send(server.to(address).header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(server.get(address).body()).contains("--cs-accent");
    }
}
