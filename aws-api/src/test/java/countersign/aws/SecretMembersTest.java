package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T20: no action takes a code in a way of its own. */
class SecretMembersTest {
    private static final Pattern CODE = Pattern.compile(".*(Code|OTP|Otp|Pin).*");
    private static final Pattern SUSPICIOUS = Pattern.compile(".*(Password|Secret|Token|Seed).*");

    /** Rules and switches, not secrets. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "PasswordResetRequired",
                    "AllowUsersToChangePassword",
                    "MinimumPasswordLength",
                    "MaxPasswordAge",
                    "MinimumSessionTokenSize",
                    "PasswordReusePrevention");

    @Test
    void theActionsThatTakeCodesAreTheseFour() {
        Set<String> found = new TreeSet<>();
        for (Action action : Action.all()) {
            for (String member : Samples.members(action)) {
                if (CODE.matcher(member).matches()) {
                    found.add(action.name() + "." + member);
                    assertThat(SecretMembers.NAMES).contains(member);
                }
            }
        }
        assertThat(found)
                .containsExactly(
                        "AssumeRole.TokenCode",
                        "EnableMFADevice.AuthenticationCode1",
                        "EnableMFADevice.AuthenticationCode2",
                        "GetSessionToken.TokenCode",
                        "ResyncMFADevice.AuthenticationCode1",
                        "ResyncMFADevice.AuthenticationCode2");
    }

    @Test
    void whatLooksSecretIsSecret() {
        Set<String> found =
                Action.all().stream()
                        .flatMap(action -> Samples.members(action).stream())
                        .filter(member -> SUSPICIOUS.matcher(member).matches())
                        .filter(member -> !HARMLESS.contains(member))
                        .collect(Collectors.toSet());
        assertThat(found)
                .containsExactlyInAnyOrder("Password", "OldPassword", "NewPassword", "TokenCode");
    }

    /** Ten right answers in a window are one too many, whichever action asks. */
    @ParameterizedTest
    @ValueSource(strings = {"EnableMFADevice", "ResyncMFADevice", "GetSessionToken", "AssumeRole"})
    void theTenthTryInAWindowFailsWhateverTheCode(String action, @TempDir Path folder) {
        try (var rig = new ApiRig(folder)) {
            TestKey ada = rig.admin(rig.root(), "ada");
            String[] role = {"RoleName", "r", "AssumeRolePolicyDocument", Samples.TRUST};
            rig.call(ada, "CreateRole", role);
            Phone phone = Phone.make(rig, ada, "phone");
            if (!action.equals("EnableMFADevice")) {
                phone.enable(rig, ada, "ada");
            }
            rig.nextWindow();
            rig.nextWindow();
            for (int i = 0; i < 9; i++) {
                String wrong = phone.wrong(rig.now);
                assertThat(tried(rig, ada, action, phone, wrong, wrong).done()).isFalse();
            }
            assertThat(right(rig, ada, action, phone).done()).isFalse();
            rig.nextWindow();
            assertThat(right(rig, ada, action, phone).outcome()).isEqualTo("200");
            assertThat(rig.failures).isEmpty();
        }
    }

    private static XmlAnswer right(ApiRig rig, TestKey by, String action, Phone phone) {
        String before = phone.code(rig.now.minusSeconds(30));
        return tried(rig, by, action, phone, before, phone.code(rig.now));
    }

    private static XmlAnswer tried(
            ApiRig rig, TestKey by, String action, Phone phone, String code1, String code2) {
        boolean pair = action.endsWith("Device");
        String[] form =
                pair
                        ? new String[] {
                            "UserName",
                            "ada",
                            "SerialNumber",
                            phone.serial(),
                            "AuthenticationCode1",
                            code1,
                            "AuthenticationCode2",
                            code2
                        }
                        : new String[] {
                            "RoleArn",
                            "arn:aws:iam::123456789012:role/r",
                            "RoleSessionName",
                            "s1",
                            "SerialNumber",
                            phone.serial(),
                            "TokenCode",
                            code2
                        };
        return rig.call(by, action, form);
    }
}
