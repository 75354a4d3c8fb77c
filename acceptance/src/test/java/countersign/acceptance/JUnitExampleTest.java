package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The JUnit example of {@code docs/aws-cli.md}, with the parts that the page leaves out. {@link
 * AwsCliTest} sees to it that the page and this are the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JUnitExampleTest {
    private Server server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        SdkLogs.quiet();
        server = Server.sandbox(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aCodeIsGoodOnce() {
        String email = UUID.randomUUID() + "@example.com";
        var account = post("/_sandbox/accounts", "{\"Email\":\"" + email + "\",\"Name\":\"test\"}");
        String clock = "/_sandbox/accounts/" + account.get("AccountId").asText() + "/clock";
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        post(clock, "{\"now\":\"" + start + "\"}");

        IamClient iam = iam(account);
        iam.createUser(it -> it.userName("ada"));
        var device =
                iam.createVirtualMFADevice(it -> it.virtualMFADeviceName("ada")).virtualMFADevice();
        String serial = device.serialNumber();
        String seed = device.base32StringSeed().asUtf8String();
        iam.enableMFADevice(it ->
                it.userName("ada")
                        .serialNumber(serial)
                        .authenticationCode1(code(seed, start.minusSeconds(30)))
                        .authenticationCode2(code(seed, start)));

        post(clock, "{\"advance\":\"PT30S\"}");
        StsClient sts = sts(iam.createAccessKey(it -> it.userName("ada")).accessKey());
        String code = code(seed, start.plusSeconds(30));
        sts.getSessionToken(it -> it.serialNumber(serial).tokenCode(code));
        assertThatThrownBy(() -> sts.getSessionToken(it -> it.serialNumber(serial).tokenCode(code)))
                .hasMessageContaining("invalid MFA one time pass code");
    }

    private JsonNode post(String path, String json) {
        return Server.json(server.post(path, json));
    }

    private IamClient iam(JsonNode account) {
        return IamClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(
                        key(
                                account.get("AccessKeyId").asText(),
                                account.get("SecretAccessKey").asText()))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private StsClient sts(AccessKey key) {
        return StsClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(key(key.accessKeyId(), key.secretAccessKey()))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static StaticCredentialsProvider key(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    /** RFC 6238, with no library. */
    private static String code(String seed, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(seed), "HmacSHA1"));
            byte[] step = ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array();
            ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(step));
            int number = digest.getInt(digest.get(19) & 15) & 0x7FFFFFFF;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Base32 of whole bytes: five bits a letter. */
    private static byte[] bytes(String seed) {
        var bytes = ByteBuffer.allocate(seed.length() * 5 / 8);
        int held = 0;
        for (int i = 0; i < seed.length(); i++) {
            held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(seed.charAt(i));
            int bits = (i + 1) * 5 % 8;
            if (bits < 5) bytes.put((byte) (held >> bits));
        }
        return bytes.array();
    }
}
