package countersign.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes users at an IAM and STS endpoint, and signs the calls that {@code replay.lua} sends: client
 * and server share the cores, so nothing is signed while it is measured.
 *
 * <pre>
 *   ApiLoad URL prepare USERS FILE      makes users with keys, policies and devices in a sandbox
 *   ApiLoad URL emulate USERS FILE      makes the same in an emulator
 *   ApiLoad URL sign ACTION FILE SIGNED a length on a line, that many bytes of a request, and so on
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
            case "emulate" -> load.emulate(Integer.parseInt(words[2]), Path.of(words[3]));
            case "sign" -> load.sign(words[2], ApiUser.read(Path.of(words[3])), Path.of(words[4]));
            default -> throw new IllegalArgumentException(words[1]);
        }
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

    /** Of any key: an emulator asks nobody who they are. */
    private void emulate(int users, Path file) throws IOException, InterruptedException {
        ApiUser root = new ApiUser("root", "AKIAIOSFODNN7EXAMPLE", "secret", "", "");
        ApiUser.write(file, account("123456789012", root, users));
    }

    private List<ApiUser> account(int users) throws IOException, InterruptedException {
        JsonNode account = sandboxAccount();
        ApiUser root =
                new ApiUser(
                        "root",
                        account.get("AccessKeyId").asText(),
                        account.get("SecretAccessKey").asText(),
                        "",
                        "");
        return account(account.get("AccountId").asText(), root, users);
    }

    private List<ApiUser> account(String id, ApiUser root, int users)
            throws IOException, InterruptedException {
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

    /** One request for each user; with codes one for each user and code, each good once. */
    private void sign(String action, List<ApiUser> users, Path file) throws IOException {
        var signer = new ApiSigner(url.getHost() + ":" + url.getPort());
        String service = ApiUser.service(action);
        List<ApiUser> callers = action.equals("AssumeRole") ? sessions(users) : users;
        int codes = action.equals("GetSessionToken") ? ApiUser.CODES : 1;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long step = firstStep; step < firstStep + codes; step++) {
                for (ApiUser caller : callers) {
                    byte[] request = signer.request(caller, service, caller.form(action, step));
                    out.write((request.length + "\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(request);
                }
            }
        }
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
}
