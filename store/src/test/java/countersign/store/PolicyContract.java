package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.permission.ManagedPolicies.Scope;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.tag.Tag;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Managed and inline policies and boundaries; and that a change is seen at once. */
abstract class PolicyContract extends Contract {
    private static String arn(Crew crew, String name) {
        return "arn:aws:iam::" + crew.account.id() + ":policy/" + name;
    }

    private static void create(Crew crew, String name, String document) {
        crew.rig
                .iam
                .managedPolicies()
                .create(crew.admin(), name, "/", document, Optional.empty(), List.of());
    }

    private static String denied(Crew crew, String action) {
        return "User: arn:aws:iam::%s:user/ada is not authorized to perform: %s on resource: *"
                .formatted(crew.account.id(), action);
    }

    @Test
    void aManagedPolicyHasFiveVersionsAtMost() {
        Crew crew = new Crew(hardened());
        var policies = crew.rig.iam.managedPolicies();
        var versions = crew.rig.iam.policyVersions();
        create(crew, "Readers", Crew.allow("iam:Get*", "*"));
        String arn = arn(crew, "Readers");
        refused(
                Code.EntityAlreadyExists,
                "A policy called readers already exists. Duplicate names are not allowed.",
                () -> create(crew, "readers", Crew.ALLOW_ALL));
        for (int version = 2; version <= 5; version++) {
            versions.create(crew.admin(), arn, Crew.ALLOW_ALL, version == 2);
        }
        refused(
                Code.LimitExceeded,
                "A managed policy can have up to 5 versions. Before you create a new version, you"
                        + " must delete an existing version.",
                () -> versions.create(crew.admin(), arn, Crew.ALLOW_ALL, false));
        assertThat(policies.get(crew.admin(), arn).defaultVersion()).isEqualTo(2);
        refused(
                Code.DeleteConflict,
                "Cannot delete the default version of a policy.",
                () -> versions.delete(crew.admin(), arn, "v2"));
        versions.setDefault(crew.admin(), arn, "v1");
        for (int version = 2; version <= 5; version++) {
            versions.delete(crew.admin(), arn, "v" + version);
        }
        assertThat(versions.create(crew.admin(), arn, Crew.ALLOW_ALL, false).number())
                .as("numbers are not used twice")
                .isEqualTo(6);
    }

    @Test
    void aPolicyThatIsUsedStays() {
        Crew crew = new Crew(hardened());
        var policies = crew.rig.iam.managedPolicies();
        create(crew, "P", Crew.ALLOW_ALL);
        String arn = arn(crew, "P");
        crew.user("ada");
        var owned = crew.rig.iam.ownedPolicies();
        owned.attach(crew.admin(), Kind.USER, "ada", arn);
        owned.attach(crew.admin(), Kind.USER, "ada", arn);
        assertThat(policies.get(crew.admin(), arn).attached()).isEqualTo(1);
        refused(
                Code.DeleteConflict,
                "Cannot delete a policy attached to entities.",
                () -> policies.delete(crew.admin(), arn));
        assertThat(policies.entities(crew.admin(), arn).attached().getFirst().name())
                .isEqualTo("ada");
        owned.detach(crew.admin(), Kind.USER, "ada", arn);
        refused(
                Code.NoSuchEntity,
                "Policy " + arn + " was not found.",
                () -> owned.detach(crew.admin(), Kind.USER, "ada", arn));
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.of(arn));
        refused(
                Code.DeleteConflict,
                "Cannot delete a policy attached to entities.",
                () -> policies.delete(crew.admin(), arn));
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.empty());
        policies.delete(crew.admin(), arn);
        refused(
                Code.NoSuchEntity,
                "Policy " + arn + " does not exist or is not attachable.",
                () -> owned.attach(crew.admin(), Kind.USER, "ada", arn));
        refused(
                Code.NoSuchEntity,
                "Policy " + arn + " was not found.",
                () -> policies.get(crew.admin(), arn));
        refused(
                Code.ValidationError,
                "Invalid ARN:  Could not be parsed!",
                () -> owned.attach(crew.admin(), Kind.USER, "ada", "arn:aws:nonsense"));
    }

    @Test
    void brokenAndTooLongDocumentsAreRefused() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        refused(
                Code.MalformedPolicyDocument,
                "Syntax errors in policy.",
                () -> create(crew, "P", "{"));
        refused(
                Code.MalformedPolicyDocument,
                "Syntax errors in policy.",
                () -> crew.put("ada", "{nonsense"));
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for PolicySize: 6144",
                () ->
                        create(
                                crew,
                                "P",
                                Crew.allow("iam:GetUser", "arn:aws:s3:::" + "x".repeat(6_200))));
        refused(
                Code.LimitExceeded,
                "Maximum policy size of 2048 bytes exceeded for user ada",
                () ->
                        crew.put(
                                "ada",
                                Crew.allow("iam:GetUser", "arn:aws:s3:::" + "x".repeat(2_048))));
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for ACLSizePerRole: 2048",
                () ->
                        crew.role(
                                "r",
                                Crew.trust(
                                        crew.account.id().rootArn(),
                                        "{\"StringEquals\":{\"aws:username\":\""
                                                + "x".repeat(2_048)
                                                + "\"}}")));
        refused(
                Code.MalformedPolicyDocument,
                "This policy contains invalid Json",
                () -> crew.role("r", "{"));
    }

    @Test
    void tenPoliciesCanBeAttached() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        var owned = crew.rig.iam.ownedPolicies();
        for (int number = 0; number <= 10; number++) create(crew, "p" + number, Crew.ALLOW_ALL);
        for (int number = 0; number < 10; number++) {
            owned.attach(crew.admin(), Kind.USER, "ada", arn(crew, "p" + number));
        }
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for PoliciesPerUser: 10",
                () -> owned.attach(crew.admin(), Kind.USER, "ada", arn(crew, "p10")));
        var first = owned.listAttached(crew.admin(), Kind.USER, "ada", "/", Crew.page("", 4));
        assertThat(first.items()).hasSize(4);
        assertThat(
                        owned.listAttached(
                                        crew.admin(),
                                        Kind.USER,
                                        "ada",
                                        "/",
                                        Crew.page(first.next(), 10))
                                .items())
                .hasSize(6)
                .doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void awsPoliciesAreThereToReadAndNotToChange() {
        Crew crew = new Crew(hardened());
        var policies = crew.rig.iam.managedPolicies();
        assertThat(policies.get(crew.admin(), Crew.ADMINISTRATOR).attached()).isEqualTo(1);
        assertThat(policies.list(crew.admin(), Scope.AWS, true, Page.all()).items()).hasSize(1);
        create(crew, "Own", Crew.ALLOW_ALL);
        assertThat(policies.list(crew.admin(), Scope.LOCAL, false, Page.all()).items()).hasSize(1);
        int all = policies.list(crew.admin(), Scope.ALL, false, Page.all()).items().size();
        int paged = 0;
        String after = "";
        do {
            var part = policies.list(crew.admin(), Scope.ALL, false, Crew.page(after, 2));
            paged += part.items().size();
            after = part.next();
        } while (!after.isEmpty());
        assertThat(paged).isEqualTo(all);
        assertThatThrownBy(() -> policies.delete(crew.admin(), Crew.ADMINISTRATOR))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.code()).isEqualTo(Code.AccessDenied));
    }

    @Test
    void aChangeOfPoliciesIsSeenAtOnce() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada", Crew.allow("iam:ListUsers", "*"));
        var users = crew.rig.iam.users();
        users.list(crew.by(ada), Page.all());
        crew.put("ada", Crew.allow("iam:ListRoles", "*"));
        refused(
                Code.AccessDenied,
                denied(crew, "iam:ListUsers")
                                .replace(
                                        "resource: *",
                                        "resource: arn:aws:iam::" + crew.account.id() + ":user/")
                        + " because no identity-based policy allows the iam:ListUsers action",
                () -> users.list(crew.by(ada), Page.all()));
        create(crew, "M", Crew.allow("iam:ListUsers", "*"));
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.USER, "ada", arn(crew, "M"));
        users.list(crew.by(ada), Page.all());
        crew.rig
                .iam
                .policyVersions()
                .create(
                        crew.admin(),
                        arn(crew, "M"),
                        Crew.document("Deny", "iam:List*", "*", "{}"),
                        true);
        refused(
                Code.AccessDenied,
                denied(crew, "iam:ListRoles")
                        + " with an explicit deny in an identity-based policy",
                () -> crew.rig.iam.roles().list(crew.by(ada), Page.all()));
    }

    @Test
    void aChangeThatWasRolledBackIsNotSeen() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada", Crew.allow("iam:ListUsers", "*"));
        for (int round = 0; round < 3; round++) {
            var caller = crew.by(ada);
            assertThatThrownBy(() ->
                            crew.rig
                                    .iam
                                    .operations()
                                    .change(
                                            crew.admin(),
                                            Action.PUT_USER_POLICY,
                                            unit -> {
                                                unit.tables()
                                                        .permissions()
                                                        .putInline(
                                                                unit.accountId(),
                                                                Crew.id(unit, "ada"),
                                                                new Inline("q", Crew.ALLOW_ALL));
                                                unit.tables()
                                                        .accounts()
                                                        .setIamStamp(unit.accountId(), 7);
                                                // Fills the cache with what is then rolled back.
                                                crew.rig
                                                        .iam
                                                        .authorizer()
                                                        .require(
                                                                unit.tables(),
                                                                caller,
                                                                Action.LIST_ROLES,
                                                                "*");
                                                throw Refused.invalid("on purpose");
                                            }))
                    .hasMessage("on purpose");
            assertThatThrownBy(() -> crew.rig.iam.roles().list(crew.by(ada), Page.all()))
                    .isInstanceOf(Refused.class);
            crew.rig.iam.users().list(crew.by(ada), Page.all());
        }
    }

    /** What is read before a change must not be remembered as what holds after it. */
    @Test
    void aBoundaryBindsFromTheRequestThatWasOnItsWay() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        var role = crew.role("r", Crew.trust(crew.account.id().rootArn())).role();
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "r", Crew.ADMINISTRATOR);
        var issued = crew.assume(crew.by(ada), role.arn());
        var user = crew.by(ada);
        var session = crew.by(issued);
        create(crew, "B", Crew.allow("iam:ListUsers", "*"));
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.of(arn(crew, "B")));
        crew.rig.iam.boundaries().ofRole(crew.admin(), "r", Optional.of(arn(crew, "B")));
        for (var caller : List.of(user, session, crew.by(ada), crew.by(issued))) {
            assertThatThrownBy(() -> crew.rig.iam.aliases().get(caller))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("no permissions boundary allows");
        }
    }

    @Test
    void aBoundaryLimitsAndSessionPoliciesToo() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        create(crew, "B", Crew.allow("iam:ListUsers", "*"));
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.of(arn(crew, "B")));
        crew.rig.iam.users().list(crew.by(ada), Page.all());
        refused(
                Code.AccessDenied,
                denied(crew, "iam:ListAccountAliases")
                        + " because no permissions boundary allows the iam:ListAccountAliases"
                        + " action",
                () -> crew.rig.iam.aliases().get(crew.by(ada)));
        refused(
                Code.NoSuchEntity,
                "Policy " + arn(crew, "none") + " does not exist or is not attachable.",
                () ->
                        crew.rig
                                .iam
                                .boundaries()
                                .ofUser(crew.admin(), "ada", Optional.of(arn(crew, "none"))));
    }

    @Test
    void tagsOfPoliciesTellCaseApartAndConditionsSeeThem() {
        Crew crew = new Crew(hardened());
        create(crew, "P", Crew.ALLOW_ALL);
        var policies = crew.rig.iam.managedPolicies();
        Crew.Key ada =
                crew.user(
                        "ada",
                        Crew.document(
                                "Allow",
                                "iam:TagPolicy",
                                "*",
                                "{\"StringEquals\":{\"aws:RequestTag/team\":\"red\"}}"));
        policies.tag(crew.by(ada), arn(crew, "P"), List.of(new Tag("team", "red")));
        policies.tag(crew.admin(), arn(crew, "P"), List.of(new Tag("Team", "blue")));
        assertThat(policies.tags(crew.admin(), arn(crew, "P"), Page.all()).items()).hasSize(2);
        assertThatThrownBy(() ->
                        policies.tag(crew.by(ada), arn(crew, "P"), List.of(new Tag("team", "x"))))
                .isInstanceOf(Refused.class);
    }
}
