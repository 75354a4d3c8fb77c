package countersign.acceptance;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strangers can send to the API is answered with XML that blames them, never us. As {@link
 * OtpAuthUriFuzzTest}.
 */
class QueryFormFuzzTest {
    private static final List<String> ACTIONS =
            List.of(
                    "GetUser",
                    "ListUsers",
                    "ListMFADevices",
                    "ListVirtualMFADevices",
                    "ListMFADeviceTags",
                    "GetAccountAuthorizationDetails",
                    "ListEntitiesForPolicy",
                    "SimulateCustomPolicy",
                    "SimulatePrincipalPolicy",
                    "CreateVirtualMFADevice",
                    "TagUser",
                    "EnableMFADevice");

    private static ApiUnderFuzz api;

    @BeforeAll
    static void open(@TempDir Path folder) {
        api = new ApiUnderFuzz(folder);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    static Stream<byte[]> queryForm() {
        return Stream.of(
                        "Action=GetCallerIdentity&Version=2011-06-15",
                        "\1MaxItems=1&PathPrefix=%2F&Marker=x",
                        "\7PolicyInputList.member.1=%7B%7D&ActionNames.member.1=iam:GetUser"
                                + "&ContextEntries.member.1.ContextKeyName=a"
                                + "&ContextEntries.member.1.ContextKeyValues.member.1=b",
                        "\12Tags.member.1.Key=k&Tags.member.1.Value=v&UserName=reader")
                .map(QueryFormFuzzTest::bytes);
    }

    @DictionaryEntries({".member.1", ".Key=", "UserName=", "MaxItems=", "Marker=", "%C3%A9", "%00"})
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void queryForm(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        api.refuses(api.unsigned(text));
        if (input.length == 0) return;
        String action = ACTIONS.get((input[0] & 0xFF) % ACTIONS.size());
        api.answers(api.signed(action, text.substring(1)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
