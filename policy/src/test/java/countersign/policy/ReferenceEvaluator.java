package countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The slow and plain evaluator: straight over the JSON tree, nothing compiled, wildcards as regular
 * expressions. Shares no code with the real one.
 */
final class ReferenceEvaluator {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\$\\{([^,}]*?)(?:,\\s*'([^']*)')?\\s*\\}|(\\*)|(\\?)|(.)", Pattern.DOTALL);

    private final String action;
    private final String resource;
    private final Map<String, List<String>> context;

    ReferenceEvaluator(String action, String resource, Map<String, List<String>> context) {
        this.action = action;
        this.resource = resource;
        this.context = context;
    }

    Decision decide(
            List<JsonNode> identity,
            Optional<JsonNode> boundary,
            Optional<List<JsonNode>> session) {
        if (says("Deny", identity)) {
            return Decision.EXPLICIT_DENY_IDENTITY;
        }
        if (boundary.isPresent() && says("Deny", List.of(boundary.get()))) {
            return Decision.EXPLICIT_DENY_BOUNDARY;
        }
        if (session.isPresent() && says("Deny", session.get())) {
            return Decision.EXPLICIT_DENY_SESSION;
        }
        if (!says("Allow", identity)) {
            return Decision.IMPLICIT_DENY_IDENTITY;
        }
        if (boundary.isPresent() && !says("Allow", List.of(boundary.get()))) {
            return Decision.IMPLICIT_DENY_BOUNDARY;
        }
        if (session.isPresent() && !says("Allow", session.get())) {
            return Decision.IMPLICIT_DENY_SESSION;
        }
        return Decision.ALLOWED;
    }

    private boolean says(String effect, List<JsonNode> documents) {
        return documents.stream().anyMatch(document -> says(effect, document));
    }

    private boolean says(String effect, JsonNode document) {
        boolean variables = document.path("Version").asText().equals("2012-10-17");
        for (JsonNode statement : list(document.get("Statement"))) {
            if (statement.get("Effect").asText().equals(effect)
                    && actionFits(statement)
                    && resourceFits(statement, variables)
                    && conditionHolds(statement.path("Condition"), variables)) {
                return true;
            }
        }
        return false;
    }

    private boolean actionFits(JsonNode statement) {
        boolean negated = statement.has("NotAction");
        return list(statement.get(negated ? "NotAction" : "Action")).stream()
                        .anyMatch(pattern ->
                                glob(pattern.asText(), false, true)
                                        .map(p -> ignoringCase(p, action))
                                        .orElse(false))
                != negated;
    }

    private static boolean ignoringCase(Pattern pattern, String text) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return Pattern.compile(pattern.pattern(), flags).matcher(text).matches();
    }

    private boolean resourceFits(JsonNode statement, boolean variables) {
        boolean negated = statement.has("NotResource");
        return list(statement.get(negated ? "NotResource" : "Resource")).stream()
                        .anyMatch(pattern ->
                                pattern.asText().equals("*")
                                        || arnFits(pattern.asText(), resource, variables))
                != negated;
    }

    /** One pattern for each of six fields; only the last may meet a colon. */
    private boolean arnFits(String pattern, String arn, boolean variables) {
        String[] wanted = fields(pattern, variables);
        String[] given = arn.split(":", 6);
        if (given.length < 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            String field = i < wanted.length ? wanted[i] : "*";
            Optional<Pattern> regex = glob(field, variables, true);
            if (regex.isEmpty() || !regex.get().matcher(given[i]).matches()) {
                return false;
            }
        }
        return true;
    }

    private static String[] fields(String pattern, boolean variables) {
        return variables ? pattern.split(":(?![^${}]*\\})", 6) : pattern.split(":", 6);
    }

    /** Empty when a variable has no value. */
    private Optional<Pattern> glob(String text, boolean variables, boolean wildcards) {
        var regex = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (token.find(at)) {
            at = token.end();
            if (token.group(1) != null && !variables) {
                at = token.start() + 1;
                regex.append("\\$");
            } else if (token.group(1) != null) {
                Optional<String> value = variable(token.group(1).trim(), token.group(2));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                regex.append(Pattern.quote(value.get()));
            } else if (wildcards && token.group(3) != null) {
                regex.append(".*");
            } else if (wildcards && token.group(4) != null) {
                regex.append(".");
            } else {
                regex.append(Pattern.quote(token.group()));
            }
        }
        return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    private Optional<String> variable(String name, String fallback) {
        if (List.of("*", "?", "$").contains(name)) {
            return Optional.of(name);
        }
        List<String> values = context.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            return Optional.empty();
        }
        return values.isEmpty() ? Optional.ofNullable(fallback) : Optional.of(values.get(0));
    }

    private boolean conditionHolds(JsonNode condition, boolean variables) {
        for (var operator : condition.properties()) {
            for (var key : operator.getValue().properties()) {
                List<String> wanted = list(key.getValue()).stream().map(JsonNode::asText).toList();
                if (!holds(operator.getKey(), key.getKey(), wanted, variables)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean holds(String operator, String key, List<String> wanted, boolean variables) {
        List<String> given = context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
        String name = operator.replaceFirst("^For(AllValues|AnyValue):", "");
        if (name.equals("Null")) {
            String absent = Boolean.toString(given.isEmpty());
            return wanted.stream().anyMatch(w -> w.equalsIgnoreCase(absent));
        }
        boolean ifExists = name.endsWith("IfExists");
        name = name.replaceFirst("IfExists$", "");
        boolean negated = name.contains("Not");
        if (given.isEmpty()) {
            if (ifExists || operator.startsWith("ForAllValues:")) {
                return true;
            }
            return negated && !operator.startsWith("ForAnyValue:");
        }
        BiPredicate<String, String> test = test(name.replace("Not", ""), variables);
        if (operator.startsWith("ForAllValues:")) {
            return given.stream().allMatch(g -> any(test, wanted, g) != negated);
        }
        if (operator.startsWith("ForAnyValue:")) {
            return given.stream().anyMatch(g -> any(test, wanted, g) != negated);
        }
        return given.stream().anyMatch(g -> any(test, wanted, g)) != negated;
    }

    private static boolean any(
            BiPredicate<String, String> test, List<String> wanted, String given) {
        return wanted.stream().anyMatch(w -> test.test(w, given));
    }

    private BiPredicate<String, String> test(String name, boolean variables) {
        return switch (name) {
            case "StringEquals" -> (w, g) -> fits(glob(w, variables, false), g);
            case "StringEqualsIgnoreCase" ->
                    (w, g) -> glob(w, variables, false).map(p -> ignoringCase(p, g)).orElse(false);
            case "StringLike" -> (w, g) -> fits(glob(w, variables, true), g);
            case "ArnEquals", "ArnLike" -> (w, g) -> conditionArn(w, g, variables);
            case "Bool" -> String::equalsIgnoreCase;
            case "BinaryEquals" ->
                    (w, g) -> {
                        try {
                            String bytes = Base64.getEncoder().encodeToString(decode(g));
                            return bytes.equals(Base64.getEncoder().encodeToString(decode(w)));
                        } catch (IllegalArgumentException _) {
                            return false;
                        }
                    };
            case "IpAddress" -> ReferenceEvaluator::inRange;
            default ->
                    name.startsWith("Numeric")
                            ? (w, g) -> compares(name.substring(7), number(g), number(w))
                            : (w, g) -> compares(name.substring(4), date(g), date(w));
        };
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static boolean fits(Optional<Pattern> pattern, String text) {
        return pattern.isPresent() && pattern.get().matcher(text).matches();
    }

    private boolean conditionArn(String wanted, String given, boolean variables) {
        return fields(wanted, variables).length == 1
                ? fits(glob(wanted, variables, true), given)
                : arnFits(wanted, given, variables);
    }

    private static <T extends Comparable<T>> boolean compares(
            String how, Optional<T> given, Optional<T> wanted) {
        if (given.isEmpty()) {
            return false;
        }
        int order = given.get().compareTo(wanted.orElseThrow());
        return switch (how) {
            case "Equals" -> order == 0;
            case "LessThan" -> order < 0;
            case "LessThanEquals" -> order <= 0;
            case "GreaterThan" -> order > 0;
            case "GreaterThanEquals" -> order >= 0;
            default -> throw new IllegalArgumentException(how);
        };
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("[+-]?[0-9]+(\\.[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static Optional<Instant> date(String text) {
        if (text.matches("[0-9]+")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        return text.matches("[0-9]{4}-.*T.*Z")
                ? Optional.of(Instant.parse(text))
                : Optional.empty();
    }

    /** A bare number is an address to the JDK, but not here. */
    private static boolean inRange(String range, String given) {
        if (!given.matches("([0-9]+[.]){3}[0-9]+|.*:.*")) {
            return false;
        }
        try {
            String[] parts = range.split("/", -1);
            byte[] network = InetAddress.ofLiteral(parts[0]).getAddress();
            byte[] address = InetAddress.ofLiteral(given).getAddress();
            int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
            int shift = network.length * 8 - bits;
            return network.length == address.length
                    && new BigInteger(1, network)
                            .shiftRight(shift)
                            .equals(new BigInteger(1, address).shiftRight(shift));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<JsonNode> list(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node);
        }
        var items = new ArrayList<JsonNode>();
        node.forEach(items::add);
        return items;
    }
}
