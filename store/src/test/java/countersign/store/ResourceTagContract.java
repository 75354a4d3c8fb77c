package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceName;
import countersign.iam.tag.Tag;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Policies that go by the tags of what a call is done to: aws:ResourceTag and iam:ResourceTag. */
abstract class ResourceTagContract extends Contract {
    private static final List<Tag> RED = List.of(new Tag("Team", "red"));

    private static String ifTagged(String key, String action) {
        return Crew.document(
                "Allow", action, "*", "{\"StringEquals\":{\"%s/team\":\"red\"}}".formatted(key));
    }

    private static void allowed(ThrowingCallable call) {
        assertThatCode(call).doesNotThrowAnyException();
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.code()).isEqualTo(Refused.Code.AccessDenied));
    }

    @Test
    void usersAndRolesHaveBothKeys() {
        Crew crew = new Crew(hardened());
        crew.user("tagged");
        crew.user("plain");
        String trust = Crew.trust(crew.account.id().rootArn());
        crew.role("Tagged", trust);
        crew.role("Plain", trust);
        crew.rig.iam.users().tag(crew.admin(), "tagged", RED);
        crew.rig.iam.roles().tag(crew.admin(), "Tagged", RED);
        for (String key : List.of("aws:ResourceTag", "iam:ResourceTag")) {
            Crew.Key ada = crew.user("a" + key.substring(0, 3), ifTagged(key, "iam:Get*"));
            var users = crew.rig.iam.users();
            var roles = crew.rig.iam.roles();
            allowed(() -> users.get(crew.by(ada), Optional.of("tagged")));
            denied(() -> users.get(crew.by(ada), Optional.of("plain")));
            denied(() -> users.get(crew.by(ada), Optional.of("nobody")));
            allowed(() -> roles.get(crew.by(ada), "Tagged"));
            denied(() -> roles.get(crew.by(ada), "Plain"));
            crew.rig.iam.users().untag(crew.admin(), "tagged", List.of("TEAM"));
            denied(() -> users.get(crew.by(ada), Optional.of("tagged")));
            crew.rig.iam.users().tag(crew.admin(), "tagged", RED);
        }
    }

    @Test
    void policiesAndDevicesHaveTheGlobalKeyOnly() {
        Crew crew = new Crew(hardened());
        var policies = crew.rig.iam.managedPolicies();
        var devices = crew.rig.iam.virtualDevices();
        policies.create(crew.admin(), "P", "/", Crew.ALLOW_ALL, Optional.empty(), RED);
        String arn = "arn:aws:iam::" + crew.account.id() + ":policy/P";
        String serial =
                devices.create(crew.admin(), new DeviceName("phone"), "/", RED)
                        .device()
                        .serial()
                        .arn();
        Crew.Key ada = crew.user("ada", ifTagged("aws:ResourceTag", "iam:*"));
        Crew.Key bob = crew.user("bob", ifTagged("iam:ResourceTag", "iam:*"));
        allowed(() -> policies.get(crew.by(ada), arn));
        denied(() -> policies.get(crew.by(bob), arn));
        allowed(() -> devices.tags(crew.by(ada), serial, Page.all()));
        denied(() -> devices.tags(crew.by(bob), serial, Page.all()));
        denied(() -> crew.rig.iam.users().list(crew.by(ada), Page.all()));
    }

    @Test
    void aRoleIsAssumedByItsTagInEitherPolicy() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada", ifTagged("aws:ResourceTag", "sts:AssumeRole"));
        var role = crew.role("R", Crew.trust(crew.account.id().rootArn())).role();
        denied(() -> crew.assume(crew.by(ada), role.arn()));
        crew.rig.iam.roles().tag(crew.admin(), "R", RED);
        allowed(() -> crew.assume(crew.by(ada), role.arn()));

        Crew other = new Crew(crew.rig, crew.rig.create(new EmailAddress("root2@example.com")));
        String condition = "{\"StringEquals\":{\"iam:ResourceTag/Team\":\"red\"}}";
        var theirs = other.role("T", Crew.trust(crew.account.id().rootArn(), condition)).role();
        denied(() -> crew.assume(crew.by(ada), theirs.arn()));
        other.rig.iam.roles().tag(other.admin(), "T", RED);
        allowed(() -> crew.assume(crew.by(ada), theirs.arn()));
    }
}
