package countersign.iam.account;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.session.Caller;
import java.util.Optional;

/** The account's alias: one at most, and no two accounts have the same. */
public final class Aliases {
    private final Operations operations;

    public Aliases(Operations operations) {
        this.operations = operations;
    }

    /** CreateAccountAlias: a new alias takes the place of the old one. */
    public void create(Caller.Authenticated caller, String alias) {
        if (AccountId.parse(alias).isPresent()) {
            throw Refused.invalid("An account alias must not be 12 digits.");
        }
        operations.change(
                caller,
                Action.CREATE_ACCOUNT_ALIAS,
                unit -> {
                    unit.require("*");
                    if (!unit.tables().accounts().setAlias(unit.accountId(), alias)) {
                        throw new Refused(
                                Code.EntityAlreadyExists,
                                "The account alias " + alias + " already exists.");
                    }
                    return alias;
                });
    }

    /** ListAccountAliases. */
    public Optional<String> get(Caller.Authenticated caller) {
        return operations.read(
                caller,
                Action.LIST_ACCOUNT_ALIASES,
                unit -> {
                    unit.require("*");
                    return unit.tables().accounts().alias(unit.accountId());
                });
    }

    /** DeleteAccountAlias. */
    public void delete(Caller.Authenticated caller, String alias) {
        operations.change(
                caller,
                Action.DELETE_ACCOUNT_ALIAS,
                unit -> {
                    unit.require("*");
                    Optional<String> present = unit.tables().accounts().alias(unit.accountId());
                    if (!present.equals(Optional.of(alias))) {
                        throw new Refused(
                                Code.NoSuchEntity,
                                "The account alias with name " + alias + " cannot be found.");
                    }
                    unit.tables().accounts().removeAlias(unit.accountId());
                    return alias;
                });
    }
}
