package countersign.aws.sigv4;

import countersign.aws.ApiFault;
import countersign.aws.ApiRequest;
import countersign.aws.ErrorCode;
import countersign.aws.query.QueryForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finds the signature of a request: in its Authorization header, else in its query string. */
final class SignatureReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final String NO_SUCH_ALGORITHM = "Unsupported AWS 'algorithm': '%s'.";
    private static final String NOT_FIVE =
            "Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '%s'";
    private static final String NO_DATE =
            "Date must be in ISO-8601 'basic format'. Got '%s'. See"
                    + " http://en.wikipedia.org/wiki/ISO_8601";
    private static final String NO_EXPIRY = "X-Amz-Expires must be a whole number of seconds";

    /** What a line of the canonical request can hold: a line feed would begin another. */
    private static final Pattern HEADER_NAMES = Pattern.compile("[\\x21-\\x7E]+");

    private static final String NO_NAMES =
            "SignedHeaders must be names between semicolons, got '%s'";

    /** A week, as elsewhere at AWS. */
    private static final long LONGEST_SECONDS = 604_800;

    private SignatureReader() {}

    /** Empty when the request is not signed; an {@link ApiFault} when that is done badly. */
    static Optional<Signature> read(ApiRequest request, QueryForm query) {
        Optional<String> authorization =
                request.headers().first("Authorization").filter(text -> !text.isBlank());
        if (authorization.isPresent()) {
            return Optional.of(fromHeader(request, authorization.get().strip()));
        }
        return query.first("X-Amz-Algorithm").map(algorithm -> fromQuery(query, algorithm));
    }

    private static Signature fromHeader(ApiRequest request, String authorization) {
        var parts = AuthorizationParts.parse(authorization);
        demand(parts.scheme());
        Optional<String> date = date(request);
        Optional<String> complaint = parts.complaint(date.isPresent());
        if (complaint.isPresent()) {
            throw refuse("%s", complaint.get());
        }
        return signature(
                name -> parts.value(name).orElseThrow(),
                date.orElseThrow(),
                request.headers().first("X-Amz-Security-Token"),
                Optional.empty());
    }

    private static Optional<String> date(ApiRequest request) {
        return request.headers()
                .first("X-Amz-Date")
                .or(() -> request.headers().first("Date").map(Stamp::ofDateHeader));
    }

    private static Signature fromQuery(QueryForm query, String algorithm) {
        demand(algorithm);
        var missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders", "Date")) {
            if (query.first("X-Amz-" + name).isEmpty()) {
                missing.append(
                        "AWS query-string parameters must include 'X-Amz-%s'. ".formatted(name));
            }
        }
        if (!missing.isEmpty()) {
            throw refuse("%sRe-examine the query-string parameters.", missing);
        }
        return signature(
                name -> query.first("X-Amz-" + name).orElseThrow(),
                query.first("X-Amz-Date").orElseThrow(),
                query.first("X-Amz-Security-Token"),
                query.first("X-Amz-Expires").map(SignatureReader::lifetime));
    }

    private static Signature signature(
            UnaryOperator<String> part,
            String stamp,
            Optional<String> token,
            Optional<Duration> lifetime) {
        String credential = part.apply("Credential");
        Scope scope = Scope.parse(credential).orElseThrow(() -> refuse(NOT_FIVE, credential));
        Instant at = Stamp.parse(stamp).orElseThrow(() -> refuse(NO_DATE, stamp));
        return new Signature(
                scope,
                headerNames(part.apply("SignedHeaders")),
                part.apply("Signature"),
                stamp,
                at,
                token,
                lifetime);
    }

    private static SortedSet<String> headerNames(String list) {
        if (!HEADER_NAMES.matcher(list).matches()) {
            throw refuse(NO_NAMES, list);
        }
        var names = new TreeSet<>(List.of(list.toLowerCase(Locale.ROOT).split(";", 0)));
        return Collections.unmodifiableSortedSet(names);
    }

    private static Duration lifetime(String text) {
        boolean whole = text.length() < 10 && text.matches("[0-9]+");
        long seconds = whole ? Long.parseLong(text) : Long.MAX_VALUE;
        if (seconds > LONGEST_SECONDS) {
            throw refuse(NO_EXPIRY, text);
        }
        return Duration.ofSeconds(seconds);
    }

    private static void demand(String algorithm) {
        if (!algorithm.equals(ALGORITHM)) {
            throw refuse(NO_SUCH_ALGORITHM, algorithm);
        }
    }

    private static ApiFault refuse(String text, Object shown) {
        return new ApiFault(ErrorCode.INCOMPLETE_SIGNATURE, text.formatted(shown));
    }
}
