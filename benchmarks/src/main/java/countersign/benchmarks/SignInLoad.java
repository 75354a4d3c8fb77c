package countersign.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Password and code sign-ins over HTTP as fast as the server takes them, and how long a signed-in
 * page takes meanwhile. Talks to a sandbox that runs already: its URL is the first argument; the
 * second, how often each of 16 browsers signs in.
 */
final class SignInLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM = Pattern.compile("name=\"([a-z-]+)\" value=\"([^\"]*)\"");
    private static final Pattern KEY =
            Pattern.compile("id=\"secret-key\" data-value=\"([A-Z2-7]+)\"");
    private static final Pattern WIZARD =
            Pattern.compile(
                    "action=\"(/console/security-credentials/mfa/enrolment/[^\"]+)/assign\"");
    private static final int BROWSERS = 16;
    private static final long BETWEEN_PAGES_NANOS = 20_000_000;

    private final String url;
    private final int rounds;
    private final long run = System.nanoTime();

    private SignInLoad(String url, int rounds) {
        this.url = url;
        this.rounds = rounds;
    }

    /** One browser with one account. */
    private final class Browser {
        private final HttpClient http =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        private final String account;
        private final String email;
        private final String password;
        private Seed seed = Seed.parseBase32("AAAAAAAAAAAAAAAA");

        Browser(int number) throws IOException, InterruptedException {
            JsonNode made =
                    JSON.readTree(
                            json(
                                    "/_sandbox/accounts",
                                    "{\"Email\":\"load%d-%d@example.com\",\"Name\":\"Load\"}"
                                            .formatted(run, number)));
            account = made.get("AccountId").asText();
            email = made.get("Email").asText();
            password = made.get("Password").asText();
        }

        void enrol() throws IOException, InterruptedException {
            String home = signInWithPassword();
            if (!home.contains("State of the account")) throw new IOException("not signed in");
            String type = get("/console/security-credentials/mfa/activate");
            String wizard =
                    post(
                            "/console/security-credentials/mfa/activate",
                            type,
                            "type",
                            "virtual",
                            "name",
                            "root-account-mfa-device");
            seed = Seed.parseBase32(find(KEY, wizard));
            String code1 = code(0);
            String done =
                    post(
                            find(WIZARD, wizard) + "/assign",
                            wizard,
                            "code1",
                            code1,
                            "code2",
                            code(1));
            if (!done.contains("Make a secure backup")) throw new IOException("not assigned");
            advance(60);
        }

        String signInWithPassword() throws IOException, InterruptedException {
            String first = get("/signin");
            String second = post("/signin", first, "kind", "root", "email", email);
            return post("/signin/password", second, "email", email, "password", password);
        }

        void signIn() throws IOException, InterruptedException {
            String mfa = signInWithPassword();
            String home = post("/signin/mfa", mfa, "code", code(0));
            if (!home.contains("State of the account")) throw new IOException("not signed in");
        }

        void advance(int seconds) throws IOException, InterruptedException {
            json(
                    "/_sandbox/accounts/" + account + "/clock",
                    "{\"advance\":\"PT" + seconds + "S\"}");
        }

        private String code(int ahead) throws IOException, InterruptedException {
            String now = get("/_sandbox/accounts/" + account + "/clock");
            Instant instant = Instant.parse(JSON.readTree(now).get("now").asText());
            return Totp.STANDARD.codeAt(seed, Totp.STANDARD.stepAt(instant) + ahead).digits();
        }

        String get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
        }

        private String json(String path, String body) throws IOException, InterruptedException {
            return send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private String post(String path, String page, String... fields)
                throws IOException, InterruptedException {
            StringBuilder body = new StringBuilder();
            List<String> all = new ArrayList<>(Arrays.asList(fields));
            Matcher hidden = FORM.matcher(page);
            while (hidden.find()) {
                if (hidden.group(1).equals("csrf") || !all.contains(hidden.group(1))) {
                    all.add(hidden.group(1));
                    all.add(hidden.group(2));
                }
            }
            for (int index = 0; index < all.size(); index += 2) {
                body.append(index == 0 ? "" : "&").append(all.get(index)).append('=');
                body.append(URLEncoder.encode(all.get(index + 1), StandardCharsets.UTF_8));
            }
            return send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        }

        private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IOException(response.statusCode() + " " + response.uri());
            }
            return response.body();
        }
    }

    private static String find(Pattern pattern, String page) throws IOException {
        Matcher matcher = pattern.matcher(page);
        if (!matcher.find()) throw new IOException("the page has no " + pattern);
        return matcher.group(1);
    }

    public static void main(String[] arguments) throws Exception {
        new SignInLoad(arguments[0], Integer.parseInt(arguments[1])).run();
    }

    private void run() throws Exception {
        List<Browser> browsers = new ArrayList<>();
        for (int number = 0; number < BROWSERS; number++) {
            Browser browser = new Browser(number);
            browser.enrol();
            browsers.add(browser);
        }
        Browser reader = new Browser(BROWSERS);
        reader.signInWithPassword();
        for (int warm = 0; warm < 200; warm++) reader.get("/console");
        ConcurrentLinkedQueue<Long> pages = new ConcurrentLinkedQueue<>();
        AtomicInteger signIns = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(BROWSERS);
        long begun = System.nanoTime();
        for (Browser browser : browsers) {
            Thread.ofVirtual().start(() -> flood(browser, signIns, running));
        }
        while (running.get() > 0) {
            long start = System.nanoTime();
            reader.get("/console");
            pages.add(System.nanoTime() - start);
            LockSupport.parkNanos(BETWEEN_PAGES_NANOS);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Long> sorted = pages.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "sign-ins with password and code: %.1f a second (%d in %.1f s)%n",
                signIns.get() / seconds,
                signIns.get(),
                seconds);
        System.out.printf(
                Locale.ROOT,
                "signed-in page meanwhile: p50 %.1f ms, p99 %.1f ms (%d pages)%n",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.size());
        System.out.printf(
                Locale.ROOT,
                "load of the machine: %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void flood(Browser browser, AtomicInteger signIns, AtomicInteger running) {
        try {
            for (int round = 0; round < rounds; round++) {
                browser.signIn();
                signIns.incrementAndGet();
                browser.advance(60);
            }
        } catch (IOException e) {
            System.err.println("a browser gave up: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
    }
}
