package countersign.aws.query;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.Action;
import countersign.aws.Service;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

class XmlTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "a<b>&\"c, a&lt;b&gt;&amp;&quot;c",
        "'\u0000\u0008\u000B\u001F', \uFFFD\uFFFD\uFFFD\uFFFD",
        "'x\t\n\ry', 'x\t\n&#xD;y'",
        "\uFFFE\uFFFF\uFFFD, \uFFFD\uFFFD\uFFFD",
        "\uD83D\uDE00, \uD83D\uDE00",
        "\uD83D, \uFFFD",
        "\uDE00\uD83D, \uFFFD\uFFFD"
    })
    void holdsAnyText(String text, String escaped) {
        assertThat(new Xml().escaped(text)).hasToString(escaped);
    }

    @Test
    void datesAreWholeSecondsInUtc() {
        var response =
                GetUserResponse.builder()
                        .user(u -> u.createDate(Instant.parse("2026-11-22T10:20:30.987654Z")))
                        .build();
        assertThat(xml("GetUser", response))
                .contains("<CreateDate>2026-11-22T10:20:30Z</CreateDate>");
    }

    @Test
    void seedsAreBase64AndTagsThatWereNotSentAreAbsent() {
        var response =
                CreateVirtualMfaDeviceResponse.builder()
                        .virtualMFADevice(
                                d -> d.base32StringSeed(SdkBytes.fromUtf8String("JBSWY3DP")))
                        .build();
        assertThat(xml("CreateVirtualMFADevice", response))
                .contains(
                        "<CreateVirtualMFADeviceResult><VirtualMFADevice><Base32StringSeed>"
                                + "SkJTV1kzRFA=</Base32StringSeed></VirtualMFADevice>"
                                + "</CreateVirtualMFADeviceResult>");
    }

    @Test
    void aListThatWasSetEmptyIsThere() {
        var response = GetUserResponse.builder().user(u -> u.tags(java.util.List.of())).build();
        assertThat(xml("GetUser", response)).contains("<User><Tags/></User>");
    }

    @Test
    void mapsAreEntries() {
        var response =
                GetAccountSummaryResponse.builder()
                        .summaryMap(java.util.Map.of(SummaryKeyType.USERS, 3))
                        .build();
        assertThat(xml("GetAccountSummary", response))
                .contains(
                        "<SummaryMap><entry><key>Users</key><value>3</value></entry></SummaryMap>");
    }

    private static String xml(String name, software.amazon.awssdk.awscore.AwsResponse response) {
        var action = new Action(Service.IAM, name);
        return ResponseWriter.of(action, response.getClass()).write(response, "id-1").body().utf8();
    }
}
