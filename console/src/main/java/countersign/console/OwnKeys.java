package countersign.console;

import countersign.iam.Iam;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** One's own access keys, under "Your Security Credentials". */
final class OwnKeys {
    private static final String KEYS = SafeReturn.CREDENTIALS + "/keys";

    private final Iam iam;

    OwnKeys(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.postSignedIn(KEYS, this::create),
                Route.postSignedIn(KEYS + "/{key}/{step}", this::change));
    }

    private Answer create(Visit visit, Caller.SignedIn caller) {
        var created = iam.accessKeys().create(caller, Optional.empty());
        return Answer.page(
                "key-new", UserPage.newKey(visit, created, SafeReturn.CREDENTIALS + "?open=keys"));
    }

    private Answer change(Visit visit, Caller.SignedIn caller) {
        UserPage.change(
                iam, caller, Optional.empty(), visit.variable("key"), visit.variable("step"));
        return CredentialsPages.back("keys", "key");
    }
}
