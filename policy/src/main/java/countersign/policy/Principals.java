package countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whom a statement of a trust policy speaks of. */
record Principals(boolean others, List<TrustPrincipal> named) {
    /** How a statement reaches a caller. */
    enum Reach {
        NOT,
        BY_NAME,
        BY_ACCOUNT
    }

    static Principals of(Optional<Draft.Named> named) {
        return named.map(n -> new Principals(n.negated(), n.principals()))
                .orElse(new Principals(false, List.of()));
    }

    Reach reach(TrustCaller caller, Predicate<TrustPrincipal> stillTheSame) {
        return others ? reachOthers(caller, stillTheSame) : reachNamed(caller, stillTheSame);
    }

    private Reach reachNamed(TrustCaller caller, Predicate<TrustPrincipal> stillTheSame) {
        Reach best = Reach.NOT;
        for (TrustPrincipal principal : named) {
            if (names(principal, caller, stillTheSame)) {
                return Reach.BY_NAME;
            }
            if (isAccountOf(principal, caller)) {
                best = Reach.BY_ACCOUNT;
            }
        }
        return best;
    }

    /** NotPrincipal spares whom it names; the name of an account spares only its root user. */
    private Reach reachOthers(TrustCaller caller, Predicate<TrustPrincipal> stillTheSame) {
        for (TrustPrincipal principal : named) {
            boolean root = caller.root() && isAccountOf(principal, caller);
            if (root || names(principal, caller, stillTheSame)) {
                return Reach.NOT;
            }
        }
        return Reach.BY_NAME;
    }

    private static boolean names(
            TrustPrincipal principal, TrustCaller caller, Predicate<TrustPrincipal> stillTheSame) {
        return switch (principal.type()) {
            case ANY -> true;
            case SERVICE, FEDERATED, CANONICAL -> false;
            case AWS ->
                    principal.account().isEmpty()
                            && isArnOf(principal.text(), caller)
                            && stillTheSame.test(principal);
        };
    }

    private static boolean isArnOf(String text, TrustCaller caller) {
        return text.equals(caller.principalArn())
                || caller.sessionArn().filter(text::equals).isPresent();
    }

    private static boolean isAccountOf(TrustPrincipal principal, TrustCaller caller) {
        return principal.account().filter(caller.account()::equals).isPresent();
    }
}
