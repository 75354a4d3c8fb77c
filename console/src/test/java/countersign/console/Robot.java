package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser without scripts: keeps cookies, follows links, fills in forms. */
final class Robot {
    private static final Pattern FORM =
            Pattern.compile("<form [^>]*action=\"([^\"]*)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final TestServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private String html = "";
    private String address = "";
    private int status;

    Robot(TestServer server) {
        this.server = server;
    }

    String html() {
        return html;
    }

    String address() {
        return address;
    }

    int status() {
        return status;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Robot open(String path) throws IOException, InterruptedException {
        return follow(path, server.to(path));
    }

    /** Sends the form on this page whose action ends so, with its hidden fields and these. */
    Robot submit(String action, String... namesAndValues) throws IOException, InterruptedException {
        var fields = new LinkedHashMap<String, String>();
        var form = form(action);
        for (var hidden = HIDDEN.matcher(form.group()); hidden.find(); ) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return post(form.group(1).endsWith(action) ? form.group(1) : action, fields);
    }

    private Matcher form(String action) {
        for (var form = FORM.matcher(html); form.find(); ) {
            if (form.group(1).endsWith(action) || form.group().contains(action + "\"")) return form;
        }
        throw new AssertionError("no form " + action + " on " + address + ":\n" + html);
    }

    private Robot post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var body =
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return follow(
                path,
                server.to(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", server.origin())
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(body)));
    }

    private Robot follow(String path, HttpRequest.Builder first)
            throws IOException, InterruptedException {
        address = path;
        var answer = send(first);
        for (int hops = 0; answer.statusCode() == 303; hops++) {
            assertThat(hops).as("redirects").isLessThan(5);
            address = answer.headers().firstValue("Location").orElseThrow();
            answer = send(server.to(address));
        }
        status = answer.statusCode();
        html = answer.body();
        return this;
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = server.send(request);
        for (var set : answer.headers().allValues("Set-Cookie")) {
            var pair = set.substring(0, set.indexOf(';')).split("=", 2);
            if (set.contains("Max-Age=0")) cookies.remove(pair[0]);
            else cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    Robot sees(String... words) {
        assertThat(html).as(address).contains(words);
        return this;
    }
}
