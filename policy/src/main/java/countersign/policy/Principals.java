package countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whom a statement of a trust policy speaks of. */
record Principals(boolean others, List<TrustPrincipal> named) {
    /** How a statement reaches a caller. */
    enum Reach {
        NOT,
        BY_ACCOUNT,
        BY_NAME,
        BY_SESSION;

        /** The one that grants more. */
        Reach or(Reach other) {
            return compareTo(other) >= 0 ? this : other;
        }
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
            best = best.or(reachNamed(principal, caller, stillTheSame));
        }
        return best;
    }

    private static Reach reachNamed(
            TrustPrincipal principal, TrustCaller caller, Predicate<TrustPrincipal> stillTheSame) {
        if (names(principal, caller, stillTheSame)) {
            return isSession(principal.text(), caller) ? Reach.BY_SESSION : Reach.BY_NAME;
        }
        return isAccountOf(principal, caller) ? Reach.BY_ACCOUNT : Reach.NOT;
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
        return text.equals(caller.principalArn()) || isSession(text, caller);
    }

    private static boolean isSession(String text, TrustCaller caller) {
        return caller.sessionArn().filter(text::equals).isPresent();
    }

    private static boolean isAccountOf(TrustPrincipal principal, TrustCaller caller) {
        return principal.account().filter(caller.account()::equals).isPresent();
    }
}
