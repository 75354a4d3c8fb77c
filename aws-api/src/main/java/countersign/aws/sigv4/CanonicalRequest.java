package countersign.aws.sigv4;

import countersign.aws.ApiRequest;
import countersign.aws.Body;
import countersign.aws.query.Percent;
import countersign.aws.query.QueryForm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The text that a signature stands for: "Create a canonical request" in AWS's signing guide. */
final class CanonicalRequest {
    private CanonicalRequest() {}

    static String of(ApiRequest request, QueryForm query, SortedSet<String> signedHeaders) {
        var text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(path(request.path())).append('\n');
        text.append(query(query)).append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':').append(values(request, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(sha256(request.body())).toString();
    }

    /** Without empty and dotted segments, and escaped once more, as for every service but S3. */
    static String path(String path) {
        if (path.equals("/") || path.isEmpty()) {
            return "/";
        }
        var segments = new ArrayDeque<String>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + Percent.encodePath(String.join("/", segments)) + end;
    }

    private static String query(QueryForm query) {
        return query.parameters().stream()
                .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
                .map(CanonicalRequest::encoded)
                .sorted(QueryForm.Parameter.BY_NAME_AND_VALUE)
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    private static QueryForm.Parameter encoded(QueryForm.Parameter parameter) {
        return new QueryForm.Parameter(
                Percent.encode(parameter.name()), Percent.encode(parameter.value()));
    }

    private static String values(ApiRequest request, String name) {
        return request.headers().all(name).stream()
                .map(CanonicalRequest::collapsed)
                .collect(Collectors.joining(","));
    }

    private static String collapsed(String value) {
        String stripped = value.strip();
        return stripped.contains("  ") ? stripped.replaceAll(" +", " ") : stripped;
    }

    private static String sha256(Body body) {
        MessageDigest digest = sha256();
        body.feed(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
