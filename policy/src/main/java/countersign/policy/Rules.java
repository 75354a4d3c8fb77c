package countersign.policy;

import countersign.policy.Draft.Clause;
import countersign.policy.Draft.Listed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a well-shaped document must say, in the order in which AWS looks at it. */
final class Rules {
    /** Folded: the case of an action does not matter. */
    private static final Set<String> TRUST_ACTIONS =
            Set.of(
                    "sts:assumerole",
                    "sts:tagsession",
                    "sts:setsourceidentity",
                    "sts:assumerolewithsaml",
                    "sts:assumerolewithwebidentity");

    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern NO_VENDOR_CHARACTER = Pattern.compile("[^a-zA-Z0-9.-]");

    private final Draft draft;
    private final PolicyKind kind;

    private Rules(Draft draft, PolicyKind kind) {
        this.draft = draft;
        this.kind = kind;
    }

    /**
     * Checks a document.
     *
     * @throws Refused with AWS's text for the first thing wrong
     */
    static void check(Draft draft, PolicyKind kind) {
        new Rules(draft, kind).check();
    }

    private void check() {
        checkLegacy();
        checkPrincipals();
        Optional<String> resourceFault = ResourceRules.check(draft);
        checkSids();
        demand(all(c -> c.actions()).allMatch(Rules::isFilled), Texts.NO_ACTIONS);
        checkResources();
        resourceFault.ifPresent(text -> {
            throw new Refused(text);
        });
        texts(c -> c.actions()).forEach(Rules::checkAction);
        draft.clauses().stream().flatMap(c -> c.tests().stream()).forEach(Rules::checkKey);
        if (kind == PolicyKind.TRUST) {
            checkTrust();
        }
    }

    private void checkLegacy() {
        for (Clause clause : draft.clauses()) {
            boolean exact = clause.effect().equals("Allow") || clause.effect().equals("Deny");
            demand(exact, Texts.LEGACY);
            clause.tests().forEach(this::checkDates);
        }
    }

    private void checkDates(Draft.Test test) {
        Operator operator = Operator.parse(test.operator()).orElseThrow();
        if (operator.base().family() == Operator.Family.DATE) {
            Comparisons.compile(operator, test.values(), draft.version());
        }
    }

    private void checkPrincipals() {
        for (Clause clause : draft.clauses()) {
            if (!kind.namesPrincipals()) {
                demand(clause.principals().isEmpty(), Texts.PRINCIPAL);
            } else {
                boolean some =
                        clause.principals().filter(n -> !n.principals().isEmpty()).isPresent();
                demand(some, Texts.MISSING_PRINCIPAL);
            }
        }
    }

    private void checkSids() {
        var seen = new HashSet<String>();
        for (Clause clause : draft.clauses()) {
            String sid = clause.sid();
            demand(sid.isEmpty() || seen.add(sid), Texts.SIDS);
            demand(kind.namesPrincipals() || SID.matcher(sid).matches(), Texts.SID_FORM);
        }
    }

    private void checkResources() {
        if (kind == PolicyKind.TRUST) {
            demand(all(c -> c.resources()).allMatch(Optional::isEmpty), Texts.PROHIBITED_RESOURCE);
        } else {
            demand(all(c -> c.resources()).allMatch(Rules::isFilled), Texts.NO_RESOURCES);
        }
    }

    private static void checkAction(String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        demand(colon >= 0, Texts.NO_VENDOR);
        demand(action.indexOf(':', colon + 1) < 0, Texts.TWO_COLONS);
        String vendor = action.substring(0, colon);
        boolean known = vendor.equals("*") || !NO_VENDOR_CHARACTER.matcher(vendor).find();
        demand(known, Texts.vendor(vendor));
    }

    private static void checkKey(Draft.Test test) {
        demand(test.key().indexOf(':') > 0, Texts.NO_VENDOR);
    }

    private void checkTrust() {
        boolean negated = all(c -> c.actions()).flatMap(Optional::stream).anyMatch(Listed::negated);
        boolean known =
                texts(c -> c.actions()).allMatch(text -> TRUST_ACTIONS.contains(Fold.of(text)));
        demand(known && !negated, Texts.TRUST_ACTIONS);
        draft.clauses().stream()
                .flatMap(clause -> clause.principals().stream())
                .flatMap(named -> named.principals().stream())
                .forEach(PrincipalText::check);
    }

    private Stream<Optional<Listed>> all(Function<Clause, Optional<Listed>> part) {
        return draft.clauses().stream().map(part);
    }

    private Stream<String> texts(Function<Clause, Optional<Listed>> part) {
        return all(part).flatMap(Optional::stream).flatMap(listed -> listed.texts().stream());
    }

    private static boolean isFilled(Optional<Listed> listed) {
        return listed.filter(l -> !l.texts().isEmpty()).isPresent();
    }

    private static void demand(boolean well, String otherwise) {
        if (!well) {
            throw new Refused(otherwise);
        }
    }
}
