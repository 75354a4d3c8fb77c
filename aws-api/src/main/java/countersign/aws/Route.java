package countersign.aws;

import countersign.aws.query.QueryForm;
import countersign.aws.query.SdkShapes;
import countersign.aws.sigv4.SignatureVerifier;
import java.util.Arrays;
import java.util.Optional;

/** Which action of which service a request asks for. Nothing of it is verified yet. */
record Route(Optional<Service> service, String actionName, Optional<String> version) {
    private static final String NO_VERSION = "NO_VERSION_SPECIFIED";

    /**
     * By X-Amz-Target, else Version, else the credential scope; an unsigned request without any of
     * them, by whose action it is.
     */
    static Route of(ApiRequest request, QueryForm query, QueryForm form) {
        Optional<Target> target = request.headers().first("X-Amz-Target").map(Target::parse);
        String action =
                form.first("Action")
                        .or(() -> target.map(Target::action))
                        .filter(name -> !name.isEmpty())
                        .orElseThrow(Route::missingAction);
        Optional<String> version = form.first("Version");
        if (target.isPresent()) {
            return new Route(target.get().service(), action, version);
        }
        Optional<Service> service =
                version.isPresent()
                        ? version.flatMap(Service::ofVersion)
                        : SignatureVerifier.claimedService(request, query).or(() -> owner(action));
        return new Route(service, action, version);
    }

    private record Target(Optional<Service> service, String action) {
        static Target parse(String header) {
            int dot = header.lastIndexOf('.');
            String prefix = dot < 0 ? "" : header.substring(0, dot);
            return new Target(Service.ofTarget(prefix), header.substring(dot + 1));
        }
    }

    private static Optional<Service> owner(String action) {
        return Arrays.stream(Service.values())
                .filter(service -> SdkShapes.of(new Action(service, action)).isPresent())
                .findFirst();
    }

    private static ApiFault missingAction() {
        return new ApiFault(
                ErrorCode.MISSING_ACTION,
                "The request is missing an action or a required parameter.");
    }

    Optional<Action> action() {
        return service.map(it -> new Action(it, actionName));
    }

    /** For an action that no handler takes. */
    ApiFault noSuchAction() {
        boolean atAws = action().flatMap(SdkShapes::of).isPresent();
        String text =
                atAws
                        ? actionName + " is an AWS action that Countersign does not have"
                        : "Could not find operation %s for version %s"
                                .formatted(actionName, version.orElse(NO_VERSION));
        return new ApiFault(ErrorCode.INVALID_ACTION, text);
    }
}
