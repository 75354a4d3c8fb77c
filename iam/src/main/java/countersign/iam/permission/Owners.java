package countersign.iam.permission;

import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.principal.PrincipalId;
import java.util.Optional;

/** Finds owners of policies by their unique ids. */
public final class Owners {
    private Owners() {}

    /** The user, group or role of that id. */
    public static Optional<Owner> byId(Tables tables, AccountId account, String id) {
        return switch (id.substring(0, Math.min(4, id.length()))) {
            case "AGPA" ->
                    tables.groups()
                            .findById(account, id)
                            .map(group -> new Owner(Kind.GROUP, id, group.name()));
            case "AROA" ->
                    tables.roles()
                            .findById(account, id)
                            .map(role -> new Owner(Kind.ROLE, id, role.name()));
            default ->
                    tables.principals()
                            .find(account, new PrincipalId(id))
                            .flatMap(user ->
                                    user.userName().map(name -> new Owner(Kind.USER, id, name)));
        };
    }
}
