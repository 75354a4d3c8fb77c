package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Refused.Code;
import countersign.iam.simulation.Simulation;
import countersign.iam.simulation.Simulation.Documents;
import countersign.iam.simulation.Simulation.Setting;
import countersign.iam.simulation.Verdict;
import countersign.policy.PolicyType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The simulator with the policy of a resource. */
abstract class ResourcePolicyContract extends Contract {
    private static final String ADA = "arn:aws:iam::111122223333:user/ada";
    private static final String OTHER = "arn:aws:iam::444455556666:root";

    private static String bucket(String effect, String principal, String condition) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s",%s,\
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::box/*","Condition":%s}]}\
        """
                .formatted(effect, principal, condition);
    }

    private static String allow(String principal) {
        return bucket("Allow", "\"Principal\":{\"AWS\":\"" + principal + "\"}", "{}");
    }

    private static Simulation question(Setting setting) {
        return new Simulation(
                List.of("s3:GetObject"), List.of("arn:aws:s3:::box/a"), Map.of(), setting);
    }

    private static Setting setting(String policy, Optional<String> owner) {
        return new Setting(Optional.of(ADA), Optional.of(policy), owner);
    }

    /** What comes of these identity policies and that policy of the resource. */
    private static Verdict asked(
            Crew crew, List<String> identity, String policy, Optional<String> owner) {
        return crew.rig
                .iam
                .simulator()
                .simulateCustom(
                        crew.admin(),
                        question(setting(policy, owner)),
                        new Documents(identity, List.of()))
                .getFirst();
    }

    @Test
    void insideAnAccountEitherSideIsEnoughAndADenyOfEitherHolds() {
        Crew crew = new Crew(hardened());
        Optional<String> own = Optional.empty();
        Verdict byResource = asked(crew, List.of(), allow(ADA), own);
        assertThat(byResource.word()).isEqualTo("allowed");
        var match = byResource.explanation().matched().getFirst();
        assertThat(match.source().type()).isEqualTo(PolicyType.RESOURCE);
        assertThat(asked(crew, List.of(), allow("*"), own).word()).isEqualTo("allowed");
        assertThat(asked(crew, List.of(), allow("111122223333"), own).word())
                .as("the account's name needs an identity policy besides")
                .isEqualTo("implicitDeny");
        assertThat(asked(crew, List.of(), allow(ADA + "x"), own).word()).isEqualTo("implicitDeny");
        assertThat(asked(crew, List.of(Crew.ALLOW_ALL), allow(ADA + "x"), own).word())
                .isEqualTo("allowed");
        String deny = Crew.document("Deny", "s3:*", "*", "{}");
        assertThat(asked(crew, List.of(deny), allow(ADA), own).word()).isEqualTo("explicitDeny");
        String notAda = "\"NotPrincipal\":{\"AWS\":\"" + ADA + "x\"}";
        Verdict denied = asked(crew, List.of(Crew.ALLOW_ALL), bucket("Deny", notAda, "{}"), own);
        assertThat(denied.word()).isEqualTo("explicitDeny");
        assertThat(denied.explanation().matched()).hasSize(1);
    }

    @Test
    void betweenAccountsBothSidesMustAllow() {
        Crew crew = new Crew(hardened());
        Optional<String> theirs = Optional.of(OTHER);
        List<String> all = List.of(Crew.ALLOW_ALL);
        assertThat(asked(crew, List.of(), allow(ADA), theirs).word()).isEqualTo("implicitDeny");
        assertThat(asked(crew, all, allow(ADA + "x"), theirs).word()).isEqualTo("implicitDeny");
        assertThat(asked(crew, all, allow(ADA), theirs).word()).isEqualTo("allowed");
        assertThat(asked(crew, all, allow("111122223333"), theirs).word()).isEqualTo("allowed");
    }

    @Test
    void missingKeysAreTheCallersOnly() {
        Crew crew = new Crew(hardened());
        String mfa = "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";
        String mine = bucket("Allow", "\"Principal\":{\"AWS\":\"" + ADA + "\"}", mfa);
        String another = bucket("Allow", "\"Principal\":{\"AWS\":\"" + ADA + "x\"}", mfa);
        assertThat(missing(asked(crew, List.of(), mine, Optional.empty())))
                .containsExactly("aws:MultiFactorAuthPresent");
        assertThat(missing(asked(crew, List.of(), another, Optional.empty()))).isEmpty();
    }

    private static Iterable<String> missing(Verdict verdict) {
        return verdict.explanation().missingContextKeys();
    }

    @Test
    void theCallerIsTheUserWhosePoliciesAreSimulatedUnlessOneIsNamed() {
        Crew crew = new Crew(hardened());
        crew.user("bob", Crew.allow("iam:GetUser", "*"));
        String bob = "arn:aws:iam::" + crew.account.id() + ":user/bob";
        var simulator = crew.rig.iam.simulator();
        var unnamed = new Setting(Optional.empty(), Optional.of(allow(bob)), Optional.empty());
        assertThat(
                        simulator.simulatePrincipal(
                                crew.admin(), bob, question(unnamed), Documents.NONE))
                .allMatch(Verdict::allowed);
        assertThat(
                        simulator.simulatePrincipal(
                                crew.admin(),
                                bob,
                                question(setting(allow(bob), Optional.empty())),
                                Documents.NONE))
                .as("as if ada had bob's policies")
                .noneMatch(Verdict::allowed);
        refused(
                Code.InvalidInput,
                "CallerArn is required with a ResourcePolicy.",
                () -> simulator.simulateCustom(crew.admin(), question(unnamed), Documents.NONE));
        String role = "arn:aws:iam::111122223333:role/r";
        var asRole = new Setting(Optional.of(role), Optional.of(allow(bob)), Optional.empty());
        refused(
                Code.InvalidInput,
                "Invalid Entity Arn: " + role + " does not clearly define entity type and name.",
                () -> simulator.simulateCustom(crew.admin(), question(asRole), Documents.NONE));
        refused(
                Code.InvalidInput,
                "Invalid Entity Arn: me does not clearly define entity type and name.",
                () -> asked(crew, List.of(), allow(ADA), Optional.of("me")));
        refused(
                Code.InvalidInput,
                "Syntax errors in policy.",
                () -> asked(crew, List.of(), "{", Optional.empty()));
    }
}
