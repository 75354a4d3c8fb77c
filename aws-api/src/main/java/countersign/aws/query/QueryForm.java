package countersign.aws.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Parameters of a form body or a query string, in the order sent. Prints no value. */
public final class QueryForm {
    /** Above what any action can use: a policy simulation of 1000 actions has about that many. */
    static final int MOST_PARAMETERS = 10_000;

    private final List<Parameter> parameters;

    /** One name and its value, decoded. */
    public record Parameter(String name, String value) {
        public static final Comparator<Parameter> BY_NAME_AND_VALUE =
                Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

        @Override
        public String toString() {
            return name;
        }
    }

    private QueryForm(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Reads application/x-www-form-urlencoded text, one char for each byte.
     *
     * @return empty for a broken escape, for bytes that are not UTF-8, for too many parameters
     */
    public static Optional<QueryForm> parse(String encoded) {
        var parameters = new ArrayList<Parameter>();
        for (int start = 0; start < encoded.length(); ) {
            int end = endOf(encoded, start);
            if (end > start) {
                Optional<Parameter> parameter = parameter(encoded.substring(start, end));
                if (parameter.isEmpty() || parameters.size() == MOST_PARAMETERS) {
                    return Optional.empty();
                }
                parameters.add(parameter.get());
            }
            start = end + 1;
        }
        return Optional.of(new QueryForm(parameters));
    }

    private static int endOf(String encoded, int start) {
        int end = encoded.indexOf('&', start);
        return end < 0 ? encoded.length() : end;
    }

    private static Optional<Parameter> parameter(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        return Percent.decode(name)
                .flatMap(n -> Percent.decode(value).map(v -> new Parameter(n, v)));
    }

    /** These, then the other's: what stands first counts. */
    public QueryForm then(QueryForm other) {
        if (other.parameters.isEmpty()) {
            return this;
        }
        var both = new ArrayList<>(parameters);
        both.addAll(other.parameters);
        return new QueryForm(both);
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Of a name that is repeated, the first value. */
    public Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                return Optional.of(parameter.value);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "QueryForm[" + parameters.size() + " parameters]";
    }
}
