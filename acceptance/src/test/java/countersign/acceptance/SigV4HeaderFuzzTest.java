package countersign.acceptance;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import countersign.aws.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands where a signature should is answered with XML that blames who sent it. As {@link
 * OtpAuthUriFuzzTest}.
 */
class SigV4HeaderFuzzTest {
    private static ApiUnderFuzz api;

    @BeforeAll
    static void open(@TempDir Path folder) {
        api = new ApiUnderFuzz(folder);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    static Stream<byte[]> sigV4Header() {
        return Stream.of(
                        "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/sts/aws4_request,"
                                + " SignedHeaders=host;x-amz-date, Signature=00\n"
                                + "20260101T000000Z\n\n",
                        "\n\n"
                                + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=KEY%2F20260101"
                                + "%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20260101T000000Z"
                                + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00\n")
                .map(SigV4HeaderFuzzTest::bytes);
    }

    /** Lines: the Authorization header, the date, the query string, the session token. */
    @DictionaryEntries({
        "KEY/20260101/us-east-1/sts/aws4_request",
        "AWS4-HMAC-SHA256 ",
        "Signature="
    })
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void sigV4Header(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1).replace("KEY", api.keyId());
        String[] lines = (text + "\n\n\n\n").split("\n", -1);
        Headers headers =
                Headers.of(
                        "Host", "localhost",
                        "Authorization", lines[0],
                        "X-Amz-Date", lines[1],
                        "X-Amz-Security-Token", lines[3]);
        String call = "Action=GetCallerIdentity&Version=2011-06-15";
        api.refuses(api.request("POST", lines[2], headers, call));
        api.refuses(api.request("GET", call + "&" + lines[2], Headers.of("Host", "localhost"), ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
