package countersign.aws.query;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.Action;
import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequest;

/** The rows of aws-mfa.md, C.3 and what B says of values. */
class ConstraintsTest {
    private static Optional<ApiFault> check(String action, String encoded) {
        Action found = Action.named(action).orElseThrow();
        Class<? extends AwsRequest> type = SdkShapes.of(found).orElseThrow().request();
        QueryForm form = QueryForm.parse(encoded).orElseThrow();
        return Constraints.of(found, type).check(RequestReader.of(type).read(form));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "EnableMFADevice |"
                    + " UserName=a&SerialNumber=123456789&AuthenticationCode1=1234567&AuthenticationCode2=123456"
                    + " | 1 validation error detected: Value at 'authenticationCode1' failed to"
                    + " satisfy constraint: Member must have length less than or equal to 6",
                "EnableMFADevice |"
                    + " UserName=a&SerialNumber=123456789&AuthenticationCode1=12345a&AuthenticationCode2=123456"
                    + " | 1 validation error detected: Value at 'authenticationCode1' failed to"
                    + " satisfy constraint: Member must satisfy regular expression pattern: [\\d]+",
                "GetSessionToken | SerialNumber=123456789&TokenCode=12345 | 1 validation error"
                    + " detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member"
                    + " must have length greater than or equal to 6",
                "GetSessionToken | DurationSeconds=899 | 1 validation error detected: Value '899'"
                    + " at 'durationSeconds' failed to satisfy constraint: Member must have value"
                    + " greater than or equal to 900",
                "GetSessionToken | DurationSeconds=129601 | 1 validation error detected: Value"
                        + " '129601' at 'durationSeconds' failed to satisfy constraint: Member must"
                        + " have value less than or equal to 129600",
                "ListUsers | MaxItems=0 | 1 validation error detected: Value at 'maxItems' failed"
                    + " to satisfy constraint: Member must have value greater than or equal to 1",
                "ListUsers | MaxItems=1001 | 1 validation error detected: Value at 'maxItems'"
                    + " failed to satisfy constraint: Member must have value less than or equal to"
                    + " 1000",
                "ListVirtualMFADevices | AssignmentStatus=any | 1 validation error detected: Value"
                        + " at 'assignmentStatus' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [Assigned, Unassigned, Any]",
                "DeleteUser | X=y | 1 validation error detected: Value null at 'userName' failed to"
                        + " satisfy constraint: Member must not be null",
                "AssumeRole | RoleSessionName=ab | 1 validation error detected: Value null at"
                        + " 'roleArn' failed to satisfy constraint: Member must not be null",
                "TagUser | UserName=a&Tags.member.1.Key=&Tags.member.1.Value=v | 2 validation"
                    + " errors detected: Value at 'tags.1.member.key' failed to satisfy constraint:"
                    + " Member must have length greater than or equal to 1; Value at"
                    + " 'tags.1.member.key' failed to satisfy constraint: Member must satisfy"
                    + " regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
                "TagUser | UserName=a&Tags.member.1.Key=k | 1 validation error detected: Value null"
                    + " at 'tags.1.member.value' failed to satisfy constraint: Member must not be"
                    + " null",
                "UntagUser | UserName=a&TagKeys.member.2=k | 1 validation error detected: Value"
                    + " null at 'tagKeys.1.member' failed to satisfy constraint: Member must not be"
                    + " null",
                "CreateUser | UserName=a/b | The specified value for userName is invalid. It must"
                        + " contain only alphanumeric characters and/or the following: +=,.@_-",
                "CreateVirtualMFADevice | VirtualMFADeviceName=a%0A | The specified value for"
                        + " virtualMFADeviceName is invalid. It must contain only alphanumeric"
                        + " characters and/or the following: +=,.@_-",
                "CreateVirtualMFADevice | VirtualMFADeviceName=a&Path=x | The specified value for"
                    + " path is invalid. It must begin and end with / and contain only alphanumeric"
                    + " characters and/or / characters."
            })
    void faultsHaveAwssText(String action, String form, String text) {
        ApiFault fault = check(action, form).orElseThrow();
        assertThat(fault.text()).hasValue(text);
        assertThat(fault.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
    }

    @ParameterizedTest(name = "{0} is a path: {1}")
    @CsvSource({
        "/, true",
        "/a//b/, true",
        "/test//double/, true",
        "/~!/, true",
        "//, false",
        "a/, false",
        "/a, false",
        "/a b/, false",
        "/%7F/, false",
        "/%C3%A9/, false",
        "/a/%0A, false"
    })
    void pathsAreWhatAwsTakes(String path, boolean good) {
        String form = "VirtualMFADeviceName=a&Path=" + path;
        assertThat(check("CreateVirtualMFADevice", form).isEmpty()).isEqualTo(good);
    }

    @Test
    void aPathThatIsTooLongHasTheGeneratedText() {
        String form = "VirtualMFADeviceName=a&Path=/" + "x".repeat(511) + "/";
        assertThat(check("CreateVirtualMFADevice", form).orElseThrow().text())
                .hasValue(
                        "1 validation error detected: Value at 'path' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 512");
    }

    @Test
    void atMostTenFaultsAreTold() {
        var form = new StringBuilder("UserName=a");
        for (int i = 1; i <= 30; i++) {
            form.append("&Tags.member.").append(i).append(".Key=k");
        }
        String text = check("TagUser", form.toString()).orElseThrow().text().orElseThrow();
        assertThat(text).startsWith("10 validation errors detected: ");
        assertThat(text.split("; ")).hasSize(10);
    }

    @Test
    void aRoleSessionThatIsTooShortHasItsOwnCode() {
        String role = "RoleName=r&AssumeRolePolicyDocument=%7B%7D&MaxSessionDuration=";
        ApiFault shorter = check("CreateRole", role + "3599").orElseThrow();
        assertThat(shorter.code()).isEqualTo(ErrorCode.PARAM_VALIDATION);
        assertThat(check("CreateRole", role + "43201").orElseThrow().code())
                .isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(check("CreateRole", role + "3600")).isEmpty();
    }

    @Test
    void supplementaryCharactersCountOnceAndMayStandInAnArn() {
        String role = "RoleSessionName=ab&RoleArn=arn:aws:iam::1:role/%F0%9F%98%80";
        assertThat(check("AssumeRole", role)).isEmpty();
        assertThat(check("AssumeRole", role + "%00")).isPresent();
        assertThat(check("AssumeRole", role.replace("role/", "r/"))).isPresent();
    }

    /** Java's own matcher would recurse once for each segment. */
    @Test
    void longTextCannotExhaustAPattern() {
        String segments = "/a".repeat(500_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    assertThat(check("ListPolicies", "PathPrefix=" + segments)).isPresent();
                    assertThat(check("ListUsers", "PathPrefix=" + segments)).isPresent();
                    assertThat(check("CreateUser", "UserName=a&Path=" + segments)).isPresent();
                    assertThat(check("CreateAccountAlias", "AccountAlias=" + segments)).isPresent();
                    String name = "VirtualMFADeviceName=" + "a".repeat(1_000_000);
                    assertThat(check("CreateVirtualMFADevice", name)).isEmpty();
                    assertThat(check("CreateVirtualMFADevice", name + "/")).isPresent();
                });
    }

    @Test
    void everyActionHasItsTable() {
        assertThat(Action.all())
                .allSatisfy(action -> {
                    var type = SdkShapes.of(action).orElseThrow().request();
                    assertThat(Constraints.of(action, type)).isNotNull();
                });
    }
}
