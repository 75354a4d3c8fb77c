package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.ApiAnswer;
import countersign.aws.ApiRequest;
import countersign.aws.AwsApi;
import countersign.aws.Body;
import countersign.aws.Headers;
import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.store.SqliteStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * The API in this process, over a store of its own, at a moment that never passes: the same input
 * gives the same answer each time. Its user may read everything and change nothing.
 */
final class ApiUnderFuzz implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String STAMP = "20260101T000000Z";
    private static final String SCOPE = "20260101/us-east-1/iam/aws4_request";
    private static final String READ_ONLY =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*",
              "Action":["iam:Get*","iam:List*","iam:Simulate*"]}]}\
            """;

    private final SqliteStore store;
    private final Passwords passwords;
    private final AwsApi api;
    private final AtomicReference<Optional<RuntimeException>> failure =
            new AtomicReference<>(Optional.empty());
    private Key key;

    private record Key(String id, String secret) {}

    ApiUnderFuzz(Path folder) {
        SecureRandom random = new SecureRandom();
        SealingKey sealing = SealingKey.random(random);
        var keys = new KeyRing(() -> new SealingKeys(List.of(sealing)), random);
        this.store = SqliteStore.open(folder.resolve("fuzz.db"), "fuzz");
        this.passwords = new Passwords(keys, random, 2, 1_000);
        var settings =
                new Iam.Settings(
                        MfaRules.AWS,
                        SessionLimits.ROOT,
                        () -> "http://localhost",
                        Optional.empty());
        Iam iam = Iam.assemble(store, keys, passwords, random, settings);
        this.api = new AwsApi(iam, store, random, "Fuzz", observer());
        this.key = rootKey(iam);
        call("CreateUser", "UserName=reader");
        call("PutUserPolicy", "UserName=reader&PolicyName=p&PolicyDocument=" + encoded(READ_ONLY));
        String made = call("CreateAccessKey", "UserName=reader");
        this.key = new Key(text(made, "AccessKeyId"), text(made, "SecretAccessKey"));
    }

    private static Key rootKey(Iam iam) {
        var operator = new Caller.Operator(NOW, Client.operator());
        var wanted =
                new Accounts.Wanted(
                        new EmailAddress("root@example.com"),
                        "Fuzz",
                        Optional.empty(),
                        Optional.of(Password.of("correct horse battery")));
        var created = (Accounts.Creation.Created) iam.accounts().create(wanted, operator);
        Account account = created.account();
        var made = iam.accessKeys().createForRoot(account, operator).orElseThrow();
        return new Key(made.id(), made.secret().reveal());
    }

    private AwsApi.Observer observer() {
        return new AwsApi.Observer() {
            @Override
            public void answered(String action, int status, Optional<String> errorCode) {}

            @Override
            public void failed(String requestId, RuntimeException fault) {
                failure.set(Optional.of(fault));
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String xml, String element) {
        Matcher found = Pattern.compile("<" + element + ">([^<]*)<").matcher(xml);
        if (!found.find()) throw new AssertionError("no " + element + " in " + xml);
        return found.group(1);
    }

    /** A call that must succeed. */
    private String call(String action, String form) {
        ApiAnswer answer = api.answer(signed(action, form), NOW);
        assertThat(answer.status()).as(answer.body().utf8()).isEqualTo(200);
        return answer.body().utf8();
    }

    String keyId() {
        return key.id();
    }

    ApiRequest request(String method, String query, Headers headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new ApiRequest(method, "/", query, headers, Body.copyOf(bytes), "192.0.2.7", true);
    }

    ApiRequest unsigned(String body) {
        return request("POST", "", Headers.of("Host", "localhost"), body);
    }

    /** A call of the IAM API by the user. */
    ApiRequest signed(String action, String form) {
        String body = "Action=" + action + "&Version=2010-05-08&" + form;
        String authorization =
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date, Signature=%s"
                        .formatted(key.id(), SCOPE, signature(body));
        Headers headers =
                Headers.of(
                        "Host", "localhost", "X-Amz-Date", STAMP, "Authorization", authorization);
        return request("POST", "", headers, body);
    }

    private String signature(String body) {
        String canonical =
                "POST\n/\n\nhost:localhost\nx-amz-date:%s\n\nhost;x-amz-date\n%s"
                        .formatted(STAMP, sha256(body));
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", STAMP, SCOPE, sha256(canonical));
        byte[] signing = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : SCOPE.split("/", -1)) signing = hmac(signing, part);
        return HexFormat.of().formatHex(hmac(signing, toSign));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** It is answered, with XML, and no fault is ours. */
    void answers(ApiRequest request) {
        statusOf(request);
    }

    /** As {@link #answers}, and it is not done. */
    void refuses(ApiRequest request) {
        assertThat(statusOf(request)).isGreaterThanOrEqualTo(400);
    }

    private int statusOf(ApiRequest request) {
        ApiAnswer answer = api.answer(request, NOW);
        failure.getAndSet(Optional.empty())
                .ifPresent(fault -> {
                    throw new AssertionError("a fault of ours", fault);
                });
        assertThat(answer.status()).isBetween(200, 499);
        readAsXml(answer.body().utf8());
        return answer.status();
    }

    private static void readAsXml(String body) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            builder.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not XML: " + body, e);
        }
    }

    @Override
    public void close() {
        passwords.close();
        store.close();
    }
}
