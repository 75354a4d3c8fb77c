package countersign.store;

import static countersign.store.Crew.page;
import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Page;
import countersign.iam.Refused.Code;
import countersign.iam.credential.SigningKeys.Found;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.principal.Principal;
import countersign.iam.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** IAM users and groups, with the texts of aws-mfa B.11 and the quotas of A.4. */
abstract class UserContract extends Contract {
    private static void create(Crew crew, String name) {
        crew.rig.iam.users().create(crew.admin(), name, "/", Optional.empty(), List.of());
    }

    @Test
    void aUserIsMadeOnceWhateverTheCaseOfItsName() {
        Crew crew = new Crew(hardened());
        var users = crew.rig.iam.users();
        var made =
                users.create(
                        crew.admin(),
                        "Ada",
                        "/dev/",
                        Optional.empty(),
                        List.of(new Tag("Team", "red")));
        assertThat(made.user().arn())
                .isEqualTo("arn:aws:iam::" + crew.account.id() + ":user/dev/Ada");
        assertThat(made.user().id().text()).matches("AIDA[A-Z2-7]{17}");
        assertThat(made.tags()).containsExactly(new Tag("Team", "red"));
        refused(
                Code.EntityAlreadyExists,
                "User with name ADA already exists.",
                () -> create(crew, "ADA"));
        assertThat(users.get(crew.admin(), Optional.of("aDa")).user().userName()).contains("Ada");
        refused(
                Code.NoSuchEntity,
                "The user with name bob cannot be found.",
                () -> users.get(crew.admin(), Optional.of("bob")));
    }

    @Test
    void getUserWithoutANameIsTheCaller() {
        Crew crew = new Crew(aws());
        var users = crew.rig.iam.users();
        assertThat(users.get(crew.admin(), Optional.empty()).user().userName()).contains("admin");
        assertThat(users.get(crew.root(), Optional.empty()).user().arn())
                .isEqualTo("arn:aws:iam::" + crew.account.id() + ":root");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "r", Crew.ADMINISTRATOR);
        var session = crew.assume(crew.admin(), "arn:aws:iam::" + crew.account.id() + ":role/r");
        refused(
                Code.ValidationError,
                "Must specify userName when calling with non-User credentials",
                () -> users.get(crew.by(session), Optional.empty()));
    }

    @Test
    void usersAreListedByNameIgnoringCaseInPages() {
        Crew crew = new Crew(hardened());
        for (String name : List.of("bob", "Carl", "ada", "Dora")) create(crew, name);
        var users = crew.rig.iam.users();
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            Page.Of<Principal> part = users.list(crew.admin(), page(after, 2));
            assertThat(part.items()).hasSizeLessThanOrEqualTo(2);
            part.items().forEach(user -> names.add(user.userName().orElseThrow()));
            after = part.next();
        } while (!after.isEmpty());
        assertThat(names).containsExactly("ada", "admin", "bob", "Carl", "Dora");
        users.create(crew.admin(), "eve", "/ops/", Optional.empty(), List.of());
        assertThat(users.list(crew.admin(), new Page("/ops/", "", 10)).items()).hasSize(1);
    }

    @Test
    void aRenameKeepsTheIdAndAllThatIsAttached() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        String id = crew.principal("ada").id().text();
        var users = crew.rig.iam.users();
        users.tag(crew.admin(), "ada", List.of(new Tag("a", "1")));
        crew.rig.iam.groups().create(crew.admin(), "staff", "/");
        crew.rig.iam.groups().add(crew.admin(), "staff", "ada");
        users.update(crew.admin(), "ada", Optional.of("grace"), Optional.of("/navy/"));
        var grace = users.get(crew.admin(), Optional.of("grace"));
        assertThat(grace.user().id().text()).isEqualTo(id);
        assertThat(grace.user().arn()).endsWith(":user/navy/grace");
        assertThat(grace.tags()).hasSize(1);
        assertThat(crew.by(ada).subject().arn()).endsWith(":user/navy/grace");
        var devices =
                crew.rig.iam.virtualDevices().list(crew.admin(), Optional.of("grace"), Page.all());
        assertThat(devices.user().userName()).contains("grace");
        assertThat(devices.devices().items()).hasSize(1);
        assertThat(devices.devices().items().getFirst().serial())
                .isEqualTo(phone.device().serial());
        assertThat(crew.rig.iam.groups().ofUser(crew.admin(), "grace", Page.all()).items())
                .hasSize(1);
        assertThat(
                        crew.rig
                                .iam
                                .ownedPolicies()
                                .listInline(crew.admin(), Kind.USER, "grace", Page.all())
                                .items())
                .containsExactly("p");
        refused(
                Code.NoSuchEntity,
                "The user with name ada cannot be found.",
                () -> users.get(crew.admin(), Optional.of("ada")));
        refused(
                Code.EntityAlreadyExists,
                "User with name Admin already exists.",
                () -> users.update(crew.admin(), "grace", Optional.of("Admin"), Optional.empty()));
        users.update(crew.admin(), "grace", Optional.of("Grace"), Optional.empty());
        assertThat(users.get(crew.admin(), Optional.of("grace")).user().userName())
                .contains("Grace");
    }

    @Test
    void deleteUserNamesWhatIsLeftInAwsOrder() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.USER, "ada", Crew.ADMINISTRATOR);
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.password("ada");
        var groups = crew.rig.iam.groups();
        groups.create(crew.admin(), "staff", "/");
        groups.add(crew.admin(), "staff", "ada");
        conflict(crew, "detach all policies first.");
        crew.rig.iam.ownedPolicies().detach(crew.admin(), Kind.USER, "ada", Crew.ADMINISTRATOR);
        conflict(crew, "delete policies first.");
        crew.rig.iam.ownedPolicies().deleteInline(crew.admin(), Kind.USER, "ada", "P");
        conflict(crew, "remove tokens from principal first.");
        crew.rig
                .iam
                .virtualDevices()
                .deactivate(crew.admin(), Optional.of("ada"), phone.device().serial().arn());
        conflict(crew, "delete access keys first.");
        crew.rig.iam.accessKeys().delete(crew.admin(), Optional.of("ada"), ada.id());
        conflict(crew, "delete login profile first.");
        crew.rig.iam.loginProfiles().delete(crew.admin(), Optional.of("ada"));
        conflict(crew, "remove users from group first.");
        groups.remove(crew.admin(), "staff", "ada");
        crew.rig.iam.users().delete(crew.admin(), "ada");
        create(crew, "ada");
        assertThat(crew.principal("ada").id().text())
                .isNotEqualTo(ada.made().key().principal().text());
    }

    private static void conflict(Crew crew, String rest) {
        refused(
                Code.DeleteConflict,
                "Cannot delete entity, must " + rest,
                () -> crew.rig.iam.users().delete(crew.admin(), "ada"));
    }

    @Test
    void tagsOfUsersIgnoreTheCaseOfKeysAndAreLimited() {
        Crew crew = new Crew(hardened());
        create(crew, "ada");
        var users = crew.rig.iam.users();
        users.tag(crew.admin(), "ada", List.of(new Tag("Team", "red"), new Tag("b", "2")));
        users.tag(crew.admin(), "ada", List.of(new Tag("tEAM", "blue")));
        assertThat(users.tags(crew.admin(), "ada", Page.all()).items())
                .containsExactlyInAnyOrder(new Tag("tEAM", "blue"), new Tag("b", "2"));
        refused(
                Code.InvalidInput,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
                () -> users.tag(crew.admin(), "ada", List.of(new Tag("x", ""), new Tag("X", ""))));
        refused(
                Code.InvalidInput,
                "Tag keys beginning with aws: are reserved for system use.",
                () -> users.tag(crew.admin(), "ada", List.of(new Tag("aws:x", ""))));
        users.untag(crew.admin(), "ada", List.of("TEAM", "nothing"));
        assertThat(users.tags(crew.admin(), "ada", Page.all()).items()).hasSize(1);
        List<Tag> many = new ArrayList<>();
        for (int number = 0; number < 50; number++) many.add(new Tag("k" + number, ""));
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for TagsPerResource: 50",
                () -> users.tag(crew.admin(), "ada", many));
        assertThat(users.tags(crew.admin(), "ada", Page.all()).items()).hasSize(1);
        users.tag(crew.admin(), "ada", many.subList(0, 9));
        List<String> paged = new ArrayList<>();
        String after = "";
        do {
            var part = users.tags(crew.admin(), "ada", page(after, 3));
            part.items().forEach(tag -> paged.add(tag.key()));
            after = part.next();
        } while (!after.isEmpty());
        assertThat(paged).hasSize(10).isSorted();
    }

    @Test
    void accessKeysHaveAQuotaAndStatusAndSecretsOnce() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        var keys = crew.rig.iam.accessKeys();
        keys.create(crew.admin(), Optional.of("ada"));
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for AccessKeysPerUser: 2",
                () -> keys.create(crew.admin(), Optional.of("ada")));
        assertThat(ada.id()).hasSize(20).startsWith("CKIA");
        assertThat(ada.made().secret().reveal()).hasSize(40);
        assertThat(crew.rig.audit()).doesNotContain(ada.made().secret().reveal());
        keys.setActive(crew.admin(), Optional.of("ada"), ada.id(), false);
        assertThat(crew.look(ada.id(), Optional.empty())).isInstanceOf(Found.Unknown.class);
        keys.setActive(crew.admin(), Optional.of("ada"), ada.id(), true);
        crew.by(ada);
        refused(
                Code.NoSuchEntity,
                "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.",
                () -> keys.delete(crew.admin(), Optional.of("ada"), "AKIAAAAAAAAAAAAAAAAA"));
        refused(
                Code.AccessDenied,
                "User: arn:aws:iam::%s:user/admin is not authorized to perform"
                                .formatted(crew.account.id())
                        + " iam:GetAccessKeyLastUsed on resource: access key CKIA",
                () -> keys.lastUsed(crew.admin(), "CKIA"));
        assertThat(keys.lastUsed(crew.admin(), ada.id()).use()).isEmpty();
        keys.delete(crew.admin(), Optional.of("ada"), ada.id());
        assertThat(keys.list(crew.admin(), Optional.of("ada")).keys()).hasSize(1);
    }

    @Test
    void onlyAwsRulesLetRootHaveKeys() {
        Crew hardened = new Crew(hardened());
        refused(
                Code.AccessDenied,
                "The root user has no access keys here (rules hardened).",
                () -> hardened.rig.iam.accessKeys().create(hardened.root(), Optional.empty()));
        Crew aws = new Crew(aws());
        var key = aws.rig.iam.accessKeys().create(aws.root(), Optional.empty());
        assertThat(key.id()).startsWith("AKIA");
        assertThat(aws.by(new Crew.Key(key)).subject().isRoot()).isTrue();
    }

    @Test
    void groupsCarryPoliciesAndAreEmptyBeforeTheyGo() {
        Crew crew = new Crew(hardened());
        var groups = crew.rig.iam.groups();
        groups.create(crew.admin(), "Staff", "/");
        refused(
                Code.EntityAlreadyExists,
                "Group with name staff already exists.",
                () -> groups.create(crew.admin(), "staff", "/"));
        Crew.Key ada = crew.user("ada", Crew.allow("iam:ListUsers", "*"));
        groups.add(crew.admin(), "staff", "ada");
        groups.add(crew.admin(), "staff", "ada");
        crew.rig
                .iam
                .ownedPolicies()
                .putInline(
                        crew.admin(),
                        Kind.GROUP,
                        "staff",
                        new Inline("g", Crew.allow("iam:ListRoles", "*")));
        crew.rig.iam.roles().list(crew.by(ada), Page.all());
        assertThat(groups.get(crew.admin(), "staff", Page.all()).members().items()).hasSize(1);
        refused(
                Code.DeleteConflict,
                "Cannot delete entity, must delete policies first.",
                () -> groups.delete(crew.admin(), "staff"));
        crew.rig.iam.ownedPolicies().deleteInline(crew.admin(), Kind.GROUP, "staff", "g");
        refused(
                Code.AccessDenied,
                "User: arn:aws:iam::%1$s:user/ada is not authorized to perform: iam:ListRoles on"
                                .formatted(crew.account.id())
                        + " resource: * because no identity-based policy allows the iam:ListRoles"
                        + " action",
                () -> crew.rig.iam.roles().list(crew.by(ada), Page.all()));
        refused(
                Code.DeleteConflict,
                "Cannot delete entity, must remove users from group first.",
                () -> groups.delete(crew.admin(), "staff"));
        groups.update(crew.admin(), "staff", Optional.of("people"), Optional.empty());
        assertThat(groups.ofUser(crew.admin(), "ada", Page.all()).items().getFirst().name())
                .isEqualTo("people");
        groups.remove(crew.admin(), "people", "ada");
        groups.delete(crew.admin(), "people");
        refused(
                Code.NoSuchEntity,
                "The group with name people cannot be found.",
                () -> groups.get(crew.admin(), "people", Page.all()));
    }

    @Test
    void aUserIsInTenGroupsAtMost() {
        Crew crew = new Crew(hardened());
        create(crew, "ada");
        var groups = crew.rig.iam.groups();
        for (int number = 0; number < 11; number++) groups.create(crew.admin(), "g" + number, "/");
        for (int number = 0; number < 10; number++) groups.add(crew.admin(), "g" + number, "ada");
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for GroupsPerUser: 10",
                () -> groups.add(crew.admin(), "g10", "ada"));
        assertThat(groups.ofUser(crew.admin(), "ada", page("", 4)).items()).hasSize(4);
        assertThat(groups.list(crew.admin(), page("g3", 100)).items()).hasSize(6);
    }
}
