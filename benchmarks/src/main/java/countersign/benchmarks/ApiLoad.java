package countersign.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls an IAM and STS endpoint over 32 connections, and says how many calls a second it answers
 * and how long they take. Talks HTTP/1.1 over plain sockets, so that the client takes little of the
 * cores that it shares with the server.
 *
 * <pre>
 *   ApiLoad URL prepare USERS FILE    makes users with keys and devices in a sandbox, over the API
 *   ApiLoad URL run ACTION FILE SECONDS
 *   ApiLoad URL moto ACTION - SECONDS the same call of an emulator that checks nothing
 * </pre>
 */
final class ApiLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECTIONS = 32;
    private static final int USERS_OF_AN_ACCOUNT = 4_900;

    private final URI url;

    /** The first of the steps whose codes are used; the others follow it. */
    private final long firstStep = Totp.STANDARD.stepAt(Instant.now()) - 1;

    private ApiLoad(URI url) {
        this.url = url;
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        ApiLoad load = new ApiLoad(URI.create(words[0]));
        switch (words[1]) {
            case "prepare" -> load.prepare(Integer.parseInt(words[2]), Path.of(words[3]));
            case "run" ->
                    load.run(words[2], ApiUser.read(Path.of(words[3])), Long.parseLong(words[4]));
            case "moto" -> load.run(words[2], load.emulated(), Long.parseLong(words[4]));
            default -> throw new IllegalArgumentException(words[1]);
        }
    }

    private List<ApiUser> emulated() throws IOException {
        List<ApiUser> users = new ArrayList<>();
        try (ApiConnection connection = new ApiConnection(url)) {
            for (int i = 0; i < 100; i++) {
                ApiUser user =
                        new ApiUser(
                                "load-" + i,
                                "AKIAIOSFODNN7EXAMPLE",
                                "secret",
                                "arn:aws:iam::123456789012:mfa/load-" + i,
                                "AAAAAAAAAAAAAAAA");
                var _ =
                        connection.tried(
                                user, "iam", ApiUser.form("CreateUser", "UserName", user.name()));
                users.add(user);
            }
            ApiUser first = users.getFirst();
            var _ =
                    connection.tried(
                            first,
                            "iam",
                            ApiUser.form(
                                    "CreateRole",
                                    "RoleName",
                                    "load",
                                    "AssumeRolePolicyDocument",
                                    trusting("123456789012")));
        }
        return users;
    }

    private static String trusting(String account) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                + account
                + ":root\"},\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}]}";
    }

    private void prepare(int users, Path file) throws IOException, InterruptedException {
        List<ApiUser> made = new ArrayList<>();
        while (made.size() < users) {
            int some = Math.min(USERS_OF_AN_ACCOUNT, users - made.size());
            made.addAll(account(some));
            System.err.printf("%,d of %,d users%n", made.size(), users);
        }
        ApiUser.write(file, made);
    }

    private List<ApiUser> account(int users) throws IOException, InterruptedException {
        JsonNode account = sandboxAccount();
        String id = account.get("AccountId").asText();
        ApiUser root =
                new ApiUser(
                        "root",
                        account.get("AccessKeyId").asText(),
                        account.get("SecretAccessKey").asText(),
                        "",
                        "");
        try (ApiConnection connection = new ApiConnection(url)) {
            connection.call(
                    root,
                    "iam",
                    ApiUser.form(
                            "CreateRole",
                            "RoleName",
                            "load",
                            "AssumeRolePolicyDocument",
                            trusting(id)));
        }
        ApiUser[] made = new ApiUser[users];
        AtomicInteger next = new AtomicInteger();
        onConnections(connection -> {
            for (int at = next.getAndIncrement(); at < users; at = next.getAndIncrement()) {
                made[at] = user(connection, root, "load-" + at);
            }
        });
        return Arrays.asList(made);
    }

    private static ApiUser user(ApiConnection connection, ApiUser root, String name)
            throws IOException {
        connection.call(root, "iam", ApiUser.form("CreateUser", "UserName", name));
        connection.call(
                root,
                "iam",
                ApiUser.form(
                        "PutUserPolicy",
                        "UserName",
                        name,
                        "PolicyName",
                        "load",
                        "PolicyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":[\"iam:GetUser\",\"iam:ListMFADevices\","
                                + "\"sts:AssumeRole\"],\"Resource\":\"*\"}]}"));
        String key =
                connection.call(root, "iam", ApiUser.form("CreateAccessKey", "UserName", name));
        String device =
                connection.call(
                        root,
                        "iam",
                        ApiUser.form("CreateVirtualMFADevice", "VirtualMFADeviceName", name));
        String seed =
                new String(
                        Base64.getDecoder().decode(element(device, "Base32StringSeed")),
                        StandardCharsets.US_ASCII);
        String serial = element(device, "SerialNumber");
        Seed parsed = Seed.parseBase32(seed);
        // A pair of a while ago: under AWS's rules codes and pairs have separate memories.
        long step = Totp.STANDARD.stepAt(Instant.now());
        connection.call(
                root,
                "iam",
                ApiUser.form(
                        "EnableMFADevice",
                        "UserName",
                        name,
                        "SerialNumber",
                        serial,
                        "AuthenticationCode1",
                        Totp.STANDARD.codeAt(parsed, step - 1).digits(),
                        "AuthenticationCode2",
                        Totp.STANDARD.codeAt(parsed, step).digits()));
        return new ApiUser(
                name, element(key, "AccessKeyId"), element(key, "SecretAccessKey"), serial, seed);
    }

    static String element(String xml, String name) {
        int start = xml.indexOf("<" + name + ">");
        int end = xml.indexOf("</" + name + ">", start);
        if (start < 0 || end < 0) throw new IllegalStateException("no " + name + " in " + xml);
        return xml.substring(start + name.length() + 2, end);
    }

    private JsonNode sandboxAccount() throws IOException, InterruptedException {
        String body =
                "{\"Email\":\"load%d@example.com\",\"Name\":\"Load\"}".formatted(System.nanoTime());
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(url.resolve("/_sandbox/accounts"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    /** What is done on one connection. */
    @FunctionalInterface
    private interface Work {
        void on(ApiConnection connection) throws IOException;
    }

    private void onConnections(Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (ApiConnection connection = new ApiConnection(url)) {
                                    work.on(connection);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        for (Thread thread : threads) thread.join();
    }

    private void run(String action, List<ApiUser> users, long seconds) throws IOException {
        List<byte[]> requests =
                signed(action, action.equals("AssumeRole") ? sessions(users) : users);
        AtomicInteger next = new AtomicInteger();
        // So that the server's code is compiled; its codes are spent, the next ones are not.
        measure(requests, next, 5);
        Result result = measure(requests, next, seconds);
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f calls a second, p50 %.1f ms, p99 %.1f ms, %d of %,d refused%n",
                action,
                result.count() / (double) seconds,
                result.percentile(50),
                result.percentile(99),
                result.refused,
                result.count());
    }

    private List<ApiUser> sessions(List<ApiUser> users) throws IOException {
        List<ApiUser> sessions = new ArrayList<>();
        try (ApiConnection connection = new ApiConnection(url)) {
            for (ApiUser user : users.subList(0, Math.min(500, users.size()))) {
                sessions.add(session(connection, user));
            }
        }
        return sessions;
    }

    /** With the first code of this half a minute that no earlier run has spent. */
    private ApiUser session(ApiConnection connection, ApiUser user) throws IOException {
        for (long step = firstStep + 3; step >= firstStep; step--) {
            String answer = connection.tried(user, "sts", user.sessionToken(step));
            if (answer.startsWith("200 ")) return user.session(answer);
        }
        throw new IOException("no code of " + user.name() + " is left");
    }

    /** Times in nanoseconds, sorted. */
    private static final class Result {
        private final long[] nanos;
        private final int refused;

        Result(long[] nanos, int refused) {
            this.nanos = nanos;
            this.refused = refused;
        }

        int count() {
            return nanos.length;
        }

        double percentile(int percent) {
            int at = Math.min(nanos.length - 1, nanos.length * percent / 100);
            return nanos[at] / 1e6;
        }
    }

    private Result measure(List<byte[]> requests, AtomicInteger next, long seconds)
            throws IOException {
        var driver =
                new ApiDriver(
                        url,
                        () -> requests.get(Math.floorMod(next.getAndIncrement(), requests.size())));
        driver.run(CONNECTIONS, System.nanoTime() + seconds * 1_000_000_000L);
        return new Result(driver.sorted(), driver.refused());
    }

    /**
     * Signed beforehand, since client and server share the cores: one for each user, with codes one
     * for each user and code.
     */
    private List<byte[]> signed(String action, List<ApiUser> users) {
        var signer = new ApiSigner(url.getHost() + ":" + url.getPort());
        String service = ApiUser.service(action);
        List<byte[]> requests = new ArrayList<>();
        int codes = action.equals("GetSessionToken") ? ApiUser.CODES : 1;
        for (long step = firstStep; step < firstStep + codes; step++) {
            for (ApiUser user : users) {
                requests.add(signer.request(user, service, user.form(action, step)));
            }
        }
        return requests;
    }
}
