package countersign.console;

import countersign.console.view.DeviceView;
import countersign.console.view.Field;
import countersign.console.view.Frame;
import countersign.console.view.Note;
import countersign.console.view.UserPages;
import countersign.console.view.UserPages.KeyView;
import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.mfa.Lane;
import countersign.iam.password.Password;
import countersign.iam.permission.AwsManagedPolicies;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.permission.Owner;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One IAM user: what it has, and what an administrator does to it. */
final class UserPage {
    private static final String USER = UsersPages.USERS + "/{user}";

    private final Iam iam;

    UserPage(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(USER, this::show),
                Route.postSignedIn(USER + "/delete", this::delete),
                Route.getSignedIn(USER + "/password", this::askPassword),
                Route.postSignedIn(USER + "/password", this::takePassword),
                Route.postSignedIn(USER + "/password/remove", this::removePassword),
                Route.postSignedIn(USER + "/keys", this::createKey),
                Route.postSignedIn(USER + "/keys/{key}/{step}", this::changeKey),
                Route.postSignedIn(USER + "/policies/attach", this::attach),
                Route.postSignedIn(USER + "/policies/detach", this::detach));
    }

    static String address(String name) {
        return UsersPages.USERS + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Does something to the user; a refusal stands above the page on which it was asked for. */
    Answer back(Visit visit, Caller.SignedIn caller, Runnable change, String done) {
        try {
            change.run();
            return Answer.redirect(address(visit.variable("user")) + "?done=" + done);
        } catch (Refused e) {
            return refused(visit, caller, e);
        }
    }

    /** The user's page with the words of a refusal. */
    Answer refused(Visit visit, Caller.SignedIn caller, Refused refusal) {
        var note = Note.problem("That was refused.", refusal.text());
        return Answer.again("user", page(visit, caller, visit.frame().with(note)));
    }

    /**
     * A courtesy: one's own password and devices are changed where the proofs for it are asked for.
     * By the way of an administrator they would be refused without ({@link
     * countersign.iam.mfa.Guard}).
     */
    static Optional<Answer> instead(Visit visit, Caller.SignedIn caller) {
        boolean own =
                caller.principal()
                        .userName()
                        .filter(visit.variable("user")::equalsIgnoreCase)
                        .isPresent();
        return own ? Optional.of(Answer.redirect(SafeReturn.CREDENTIALS)) : Optional.empty();
    }

    private Answer show(Visit visit, Caller.SignedIn caller) {
        return Answer.page("user", page(visit, caller, withNote(visit)));
    }

    private UserPages.User page(Visit visit, Caller.SignedIn caller, Frame frame) {
        Principal user = iam.users().get(caller, Optional.of(visit.variable("user"))).user();
        String name = user.userName().orElse("");
        List<AccessKey> keys =
                permitted(() -> iam.accessKeys().list(caller, Optional.of(name)).keys(), List.of());
        return new UserPages.User(
                frame,
                name,
                user.arn(),
                user.id().text(),
                user.createdAt(),
                user.passwordChangedAt().isPresent(),
                user.passwordResetRequired(),
                user.passwordLastUsed(),
                permitted(() -> devices(caller, name), List.of()),
                iam.rules().devicesPerPrincipal(),
                keys.stream().map(UserPage::view).toList(),
                keys.size() < AccessKeys.MOST,
                permitted(() -> inline(caller, name), List.of()),
                permitted(() -> attached(caller, name), List.of()),
                permitted(() -> attachable(caller), List.of()),
                permitted(() -> groups(caller, name), List.of()),
                user.identity() instanceof Identity.User it ? it.boundary() : Optional.empty());
    }

    /** A section that the viewer may not see stands empty. */
    private static <T> T permitted(Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (Refused e) {
            return otherwise;
        }
    }

    private static Frame withNote(Visit visit) {
        return switch (visit.query().value("done")) {
            case "mfa" -> visit.frame().with(Note.good("MFA device assigned.", ""));
            case "resync" -> visit.frame().with(Note.good("Resynchronised.", ""));
            case "removed" ->
                    visit.frame()
                            .with(
                                    Note.good(
                                            "MFA device removed.",
                                            "The user's sessions have ended."));
            case "password" ->
                    visit.frame()
                            .with(Note.good("Password set.", "The user's sessions have ended."));
            case "key" -> visit.frame().with(Note.good("Access key changed.", ""));
            case "policy" -> visit.frame().with(Note.good("Permissions changed.", ""));
            default -> visit.frame();
        };
    }

    private List<DeviceView> devices(Caller.SignedIn caller, String name) {
        return iam
                .virtualDevices()
                .list(caller, Optional.of(name), Page.all())
                .devices()
                .items()
                .stream()
                .map(device -> Views.device(device, iam.devices().isClosed(device, Lane.CONSOLE)))
                .toList();
    }

    static KeyView view(AccessKey key) {
        return new KeyView(
                key.id(),
                key.active(),
                key.suspended(),
                key.createdAt(),
                key.used()
                        .map(use ->
                                countersign.console.view.Words.minutes(use.at())
                                        + ", "
                                        + use.service()
                                        + " in "
                                        + use.region()));
    }

    private List<String> inline(Caller.SignedIn caller, String name) {
        return iam.ownedPolicies().listInline(caller, Owner.Kind.USER, name, Page.all()).items();
    }

    private List<String> attached(Caller.SignedIn caller, String name) {
        return iam.ownedPolicies()
                .listAttached(caller, Owner.Kind.USER, name, "/", Page.all())
                .items();
    }

    private List<String> attachable(Caller.SignedIn caller) {
        Stream<String> ofAws = AwsManagedPolicies.all().stream().map(it -> it.arn());
        Stream<String> own =
                iam
                        .managedPolicies()
                        .list(caller, ManagedPolicies.Scope.LOCAL, false, Page.all())
                        .items()
                        .stream()
                        .map(ManagedPolicies.View::arn);
        return Stream.concat(own, ofAws).toList();
    }

    private List<String> groups(Caller.SignedIn caller, String name) {
        return iam.groups().ofUser(caller, name, Page.all()).items().stream()
                .map(group -> group.name())
                .toList();
    }

    private Answer delete(Visit visit, Caller.SignedIn caller) {
        String name = visit.variable("user");
        try {
            iam.users().delete(caller, name);
            return Answer.redirect(UsersPages.USERS + "?done=deleted");
        } catch (Refused e) {
            return refused(visit, caller, e);
        }
    }

    private Answer askPassword(Visit visit, Caller.SignedIn caller) {
        Optional<Answer> instead = instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        return Answer.page("user-password", passwordPage(visit, caller, Field.empty(), true));
    }

    private UserPages.UserPassword passwordPage(
            Visit visit, Caller.SignedIn caller, Field password, boolean reset) {
        Principal user = iam.users().get(caller, Optional.of(visit.variable("user"))).user();
        return new UserPages.UserPassword(
                visit.frame(),
                visit.variable("user"),
                user.passwordChangedAt().isEmpty(),
                password,
                reset);
    }

    private Answer takePassword(Visit visit, Caller.SignedIn caller) {
        String name = visit.variable("user");
        Optional<Answer> instead = instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        boolean reset = visit.field("reset").equals("yes");
        Password password = Password.of(visit.field("password"));
        try {
            Principal user = iam.users().get(caller, Optional.of(name)).user();
            if (user.passwordChangedAt().isEmpty()) {
                iam.loginProfiles().create(caller, Optional.of(name), password, reset);
            } else {
                iam.loginProfiles().update(caller, name, Optional.of(password), Optional.of(reset));
            }
            return Answer.redirect(address(name) + "?done=password");
        } catch (Refused e) {
            return Answer.again(
                    "user-password", passwordPage(visit, caller, Field.wrong(e.text()), reset));
        }
    }

    private Answer removePassword(Visit visit, Caller.SignedIn caller) {
        Optional<Answer> instead = instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        return back(
                visit,
                caller,
                () -> iam.loginProfiles().delete(caller, Optional.of(visit.variable("user"))),
                "password");
    }

    private Answer createKey(Visit visit, Caller.SignedIn caller) {
        String name = visit.variable("user");
        try {
            var created = iam.accessKeys().create(caller, Optional.of(name));
            return Answer.page("key-new", newKey(visit, created, address(name)));
        } catch (Refused e) {
            return refused(visit, caller, e);
        }
    }

    /** The only page that shows a secret access key. */
    static UserPages.NewKey newKey(Visit visit, AccessKeys.Created created, String back) {
        return new UserPages.NewKey(visit.frame(), created.id(), created.secret().reveal(), back);
    }

    private Answer changeKey(Visit visit, Caller.SignedIn caller) {
        Optional<String> name = Optional.of(visit.variable("user"));
        return back(
                visit,
                caller,
                () -> change(iam, caller, name, visit.variable("key"), visit.variable("step")),
                "key");
    }

    /** Switches a key on or off, or deletes it. */
    static void change(
            Iam iam, Caller.SignedIn caller, Optional<String> user, String key, String step) {
        switch (step) {
            case "activate" -> iam.accessKeys().setActive(caller, user, key, true);
            case "deactivate" -> iam.accessKeys().setActive(caller, user, key, false);
            case "delete" -> iam.accessKeys().delete(caller, user, key);
            default -> throw new Visit.NoSuchPage();
        }
    }

    private Answer attach(Visit visit, Caller.SignedIn caller) {
        return back(
                visit,
                caller,
                () ->
                        iam.ownedPolicies()
                                .attach(
                                        caller,
                                        Owner.Kind.USER,
                                        visit.variable("user"),
                                        visit.field("arn")),
                "policy");
    }

    private Answer detach(Visit visit, Caller.SignedIn caller) {
        return back(
                visit,
                caller,
                () ->
                        iam.ownedPolicies()
                                .detach(
                                        caller,
                                        Owner.Kind.USER,
                                        visit.variable("user"),
                                        visit.field("arn")),
                "policy");
    }
}
