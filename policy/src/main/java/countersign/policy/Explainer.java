package countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds out why a request came to its decision. */
final class Explainer {
    private final Grants grants;
    private final Optional<ResourceGrant> resource;
    private final Request request;
    private final String action;

    Explainer(Grants grants, Request request) {
        this(grants, Optional.empty(), request);
    }

    Explainer(Grants grants, ResourceGrant resource, Request request) {
        this(grants, Optional.of(resource), request);
    }

    private Explainer(Grants grants, Optional<ResourceGrant> resource, Request request) {
        this.grants = grants;
        this.resource = resource;
        this.request = request;
        action = Fold.of(request.action());
    }

    Explanation explain(Decision decision) {
        return new Explanation(
                decision,
                matched(decision),
                missingKeys(),
                grants.boundary().map(boundary -> allows(List.of(boundary))),
                grants.session().map(this::allows));
    }

    private List<Match> matched(Decision decision) {
        if (!decision.allowed() && !decision.explicitDeny()) {
            return List.of();
        }
        return applying(everySource(), decision.allowed());
    }

    private boolean allows(List<Source> layer) {
        return applying(layer, false).isEmpty() && !applying(layer, true).isEmpty();
    }

    /** The statements of one effect that speak of the request. */
    private List<Match> applying(List<Source> sources, boolean allowing) {
        var matches = new ArrayList<Match>();
        for (Source source : sources) {
            for (Statement statement : source.policy().statements()) {
                if (statement.allows() == allowing
                        && speaksOfTheCaller(source, statement)
                        && statement.applies(action, request.resource(), request.context())) {
                    matches.add(statement.matchIn(source));
                }
            }
        }
        return matches;
    }

    private SortedSet<String> missingKeys() {
        var keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Source source : everySource()) {
            for (Statement statement : source.policy().statements()) {
                if (speaksOfTheCaller(source, statement)) {
                    statement.addMissingKeys(action, request.resource(), request.context(), keys);
                }
            }
        }
        return keys;
    }

    private List<Source> everySource() {
        var sources = new ArrayList<>(grants.identity());
        grants.boundary().ifPresent(sources::add);
        sources.addAll(grants.session().orElse(List.of()));
        resource.map(ResourceGrant::source).ifPresent(sources::add);
        return sources;
    }

    private boolean speaksOfTheCaller(Source source, Statement statement) {
        return !source.policy().kind().namesPrincipals()
                || resource.filter(it -> it.reaches(statement)).isPresent();
    }
}
