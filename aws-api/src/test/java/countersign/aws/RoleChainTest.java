package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a role may be assumed, and by whom (reference B.12): a role's session for an hour. */
class RoleChainTest {
    private static final String MAXIMUM =
            "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set"
                    + " for this role.";
    private static final String ONE_HOUR =
            "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit"
                    + " for roles assumed by role chaining.";

    @TempDir Path folder;
    private ApiRig rig;
    private TestKey root;
    private TestKey ada;

    @BeforeEach
    void begin() {
        rig = new ApiRig(folder);
        root = rig.root();
        ada = rig.admin(root, "ada");
        role("first", "3600");
        role("long", "43200");
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    private void role(String name, String seconds) {
        String[] form = {
            "RoleName", name,
            "AssumeRolePolicyDocument", Samples.TRUST,
            "MaxSessionDuration", seconds
        };
        assertThat(rig.call(ada, "CreateRole", form).outcome()).isEqualTo("200");
        String all = "arn:aws:iam::aws:policy/AdministratorAccess";
        rig.call(ada, "AttachRolePolicy", "RoleName", name, "PolicyArn", all);
    }

    private XmlAnswer assume(TestKey by, String role) {
        return rig.call(by, "AssumeRole", "RoleArn", arn(role), "RoleSessionName", "night");
    }

    private XmlAnswer assume(TestKey by, String role, String seconds) {
        String[] form = {
            "RoleArn", arn(role), "RoleSessionName", "night", "DurationSeconds", seconds
        };
        return rig.call(by, "AssumeRole", form);
    }

    private static String arn(String role) {
        return "arn:aws:iam::123456789012:role/" + role;
    }

    private static String end(XmlAnswer assumed) {
        return assumed.text("Expiration");
    }

    private String in(Duration time) {
        return rig.now.plus(time).toString();
    }

    @Test
    void aRolesSessionAssumesARoleForAnHourAtMost() {
        TestKey session = TestKey.of(assume(ada, "first"));
        assertThat(end(assume(session, "long"))).isEqualTo(in(Duration.ofHours(1)));
        assertThat(end(assume(session, "long", "900"))).isEqualTo(in(Duration.ofMinutes(15)));
        assertThat(end(assume(session, "long", "3600"))).isEqualTo(in(Duration.ofHours(1)));
        assertThat(assume(session, "long", "3601").outcome()).isEqualTo(ONE_HOUR);
        assertThat(assume(session, "long", "43200").outcome()).isEqualTo(ONE_HOUR);
    }

    /** However long the chain is: no link of it lives longer than an hour. */
    @Test
    void aLongerChainHasTheSameLimit() {
        TestKey session = TestKey.of(assume(ada, "first"));
        for (int links = 0; links < 4; links++) {
            session = TestKey.of(assume(session, "long"));
            assertThat(assume(session, "long", "3601").outcome()).isEqualTo(ONE_HOUR);
        }
        rig.pass(Duration.ofMinutes(61));
        assertThat(assume(session, "long").outcome())
                .isEqualTo(
                        "403 ExpiredToken: The security token included in the request is expired");
    }

    @Test
    void aUserAssumesARoleForAsLongAsTheRoleLets() {
        assertThat(end(assume(ada, "long", "43200"))).isEqualTo(in(Duration.ofHours(12)));
        assertThat(end(assume(ada, "long"))).isEqualTo(in(Duration.ofHours(1)));
        assertThat(assume(ada, "first", "3601").outcome()).isEqualTo(MAXIMUM);
        TestKey session = TestKey.of(rig.call(ada, "GetSessionToken"));
        assertThat(end(assume(session, "long", "43200")))
                .as("the session of a user is no link of a chain")
                .isEqualTo(in(Duration.ofHours(12)));
    }

    /** The role's own maximum is told before the limit of the chain. */
    @Test
    void theMaximumOfTheRoleComesFirst() {
        TestKey session = TestKey.of(assume(ada, "first"));
        assertThat(assume(session, "first", "3601").outcome()).isEqualTo(MAXIMUM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"899", "0", "-1", "43201", "2147483647"})
    void noDurationOutsideTheModelsBoundsIsTaken(String seconds) {
        String outcome = assume(ada, "long", seconds).outcome();
        assertThat(outcome)
                .isEqualTo(
                        "400 ValidationError: 1 validation error detected: Value '"
                                + seconds
                                + "' at 'durationSeconds' failed to satisfy constraint: Member must"
                                + (seconds.length() > 3 && !seconds.startsWith("-")
                                        ? " have value less than or equal to 43200"
                                        : " have value greater than or equal to 900"));
    }

    @Test
    void rootAssumesNoRoleAndNeitherDoItsSessions() {
        String refused = "403 AccessDenied: Roles may not be assumed by root accounts.";
        assertThat(assume(root, "first").outcome()).isEqualTo(refused);
        assertThat(assume(root, "first", "43200").outcome()).isEqualTo(refused);
        TestKey session = TestKey.of(rig.call(root, "GetSessionToken"));
        assertThat(assume(session, "first").outcome()).isEqualTo(refused);
    }

    /** The session of a federated user calls nothing of STS but GetCallerIdentity. */
    @Test
    void aFederatedUserAssumesNoRole() {
        String[] lend = {"Name", "carol", "Policy", Samples.POLICY};
        TestKey carol = TestKey.of(rig.call(ada, "GetFederationToken", lend));
        assertThat(assume(carol, "first").outcome()).startsWith("403 ");
        assertThat(rig.call(carol, "GetCallerIdentity").outcome()).isEqualTo("200");
    }
}
