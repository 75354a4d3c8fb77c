package countersign.aws.sigv4;

import countersign.aws.Service;
import java.util.regex.Pattern;

/** Checks that a signature was made for here and for its own day. */
final class ScopeCheck {
    private static final String TERMINATOR = "aws4_request";

    /** Any region will do: a client that was told another endpoint signs with its own. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    private ScopeCheck() {}

    static void check(Signature signature, Service service) {
        Scope scope = signature.scope();
        var text = new StringBuilder();
        if (!REGION.matcher(scope.region()).matches()) {
            text.append("Credential should be scoped to a valid region. ");
        }
        if (!scope.service().equals(service.signingName())) {
            text.append(
                    "Credential should be scoped to correct service: '%s'. "
                            .formatted(service.signingName()));
        }
        if (!scope.terminator().equals(TERMINATOR)) {
            text.append(
                    "Credential should be scoped with a valid terminator: '%s', not '%s'. "
                            .formatted(TERMINATOR, scope.terminator()));
        }
        if (!signature.stamp().startsWith(scope.date()) || scope.date().length() != 8) {
            text.append(dateText(signature));
        }
        if (!text.isEmpty()) {
            throw Refusals.noMatch(text.toString());
        }
    }

    private static String dateText(Signature signature) {
        return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
                + " HTTP: '%s' != '%s', from '%s'. "
                        .formatted(
                                signature.scope().date(),
                                signature.stamp().substring(0, 8),
                                signature.stamp());
    }
}
