package countersign.aws;

import countersign.aws.query.QueryForm;
import java.util.Locale;

/** Where a request keeps its parameters: a form body, and the query string. */
final class Parameters {
    private static final String FORM = "application/x-www-form-urlencoded";

    private Parameters() {}

    static QueryForm query(ApiRequest request) {
        return parse(request.rawQuery());
    }

    /** The body's come first, so they count where both have a name. */
    static QueryForm all(ApiRequest request, QueryForm query) {
        return hasForm(request) ? parse(request.body().latin1()).then(query) : query;
    }

    /** Whatever its charset parameter says; a body without a type is taken for a form. */
    private static boolean hasForm(ApiRequest request) {
        String type = request.headers().first("Content-Type").orElse(FORM).strip();
        return request.method().equals("POST") && type.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /** A query string ends up in logs and histories, so what is secret is read from bodies only. */
    static void refuseSecrets(QueryForm query) {
        for (QueryForm.Parameter parameter : query.parameters()) {
            if (SecretMembers.NAMES.contains(parameter.name())) {
                throw new ApiFault(
                        ErrorCode.VALIDATION_ERROR,
                        parameter.name() + " is accepted in the body of a POST only");
            }
        }
    }

    private static QueryForm parse(String encoded) {
        return QueryForm.parse(encoded)
                .orElseThrow(() -> ApiFault.withoutMessage(ErrorCode.MALFORMED_INPUT));
    }
}
