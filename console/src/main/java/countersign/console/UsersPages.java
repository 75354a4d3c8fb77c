package countersign.console;

import countersign.console.view.Field;
import countersign.console.view.Note;
import countersign.console.view.UserPages;
import countersign.console.view.UserPages.UserRow;
import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.password.Password;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** The list of IAM users, and a new one. */
final class UsersPages {
    static final String USERS = "/console/users";

    private static final String NEW = "/console/new-user";
    private static final int ON_A_PAGE = 50;

    private final Iam iam;

    UsersPages(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(USERS, this::list),
                Route.getSignedIn(NEW, this::askNew),
                Route.postSignedIn(NEW, this::takeNew));
    }

    private Answer list(Visit visit, Caller.SignedIn caller) {
        var page = new Page("/", visit.query().value("after"), ON_A_PAGE);
        Page.Of<Principal> users = iam.users().list(caller, page);
        var frame =
                visit.query().value("done").equals("deleted")
                        ? visit.frame().with(Note.good("User deleted.", ""))
                        : visit.frame();
        return Answer.page(
                "users",
                new UserPages.Users(
                        frame,
                        users.items().stream().map(user -> row(caller, user)).toList(),
                        users.next()));
    }

    private UserRow row(Caller.SignedIn caller, Principal user) {
        String name = user.userName().orElse("");
        Optional<Boolean> guarded = isGuarded(caller, name);
        return new UserRow(
                name,
                guarded.map(it -> it ? "Virtual" : "None").orElse("Not shown"),
                guarded.orElse(false),
                user.passwordChangedAt().isPresent(),
                user.passwordLastUsed(),
                activeKeys(caller, name),
                user.createdAt());
    }

    /** Whether it has a device; empty when the viewer may not know. */
    private Optional<Boolean> isGuarded(Caller.SignedIn caller, String name) {
        try {
            var listed = iam.virtualDevices().list(caller, Optional.of(name), new Page("/", "", 1));
            return Optional.of(!listed.devices().items().isEmpty());
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    private int activeKeys(Caller.SignedIn caller, String name) {
        try {
            return (int)
                    iam.accessKeys().list(caller, Optional.of(name)).keys().stream()
                            .filter(key -> key.active())
                            .count();
        } catch (Refused e) {
            return 0;
        }
    }

    private Answer askNew(Visit visit, Caller.SignedIn caller) {
        return Answer.page(
                "user-new",
                new UserPages.NewUser(visit.frame(), Field.empty(), Field.empty(), true));
    }

    private Answer takeNew(Visit visit, Caller.SignedIn caller) {
        String name = visit.field("name").strip();
        boolean reset = visit.field("reset").equals("yes");
        if (!Names.isUser(name)) {
            return newAgain(visit, new Field(name, Names.USER_RULE), Field.empty(), reset);
        }
        String password = visit.field("password");
        try {
            iam.users().create(caller, name, "/", Optional.empty(), List.of());
        } catch (Refused e) {
            return newAgain(visit, new Field(name, e.text()), Field.empty(), reset);
        }
        if (password.isEmpty()) return Answer.redirect(USERS + "/" + name);
        try {
            iam.loginProfiles().create(caller, Optional.of(name), Password.of(password), reset);
        } catch (Refused e) {
            // The user exists by now: its password page goes on from here.
            return Answer.redirect(UserPage.address(name) + "/password");
        }
        return Answer.redirect(USERS + "/" + name);
    }

    private static Answer newAgain(Visit visit, Field name, Field password, boolean reset) {
        return Answer.again(
                "user-new", new UserPages.NewUser(visit.frame(), name, password, reset));
    }
}
