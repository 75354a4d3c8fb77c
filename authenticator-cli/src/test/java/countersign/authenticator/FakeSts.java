package countersign.authenticator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers GetSessionToken as AWS does (STS API reference), without looking at the code. */
final class FakeSts implements AutoCloseable {
    private final HttpServer server;
    final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    Instant expiration = Instant.EPOCH;
    int status = 200;
    String errorCode = "";
    String errorMessage = "";

    FakeSts() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var fields = new TreeMap<String, String>();
        for (String field : form.split("&", -1)) {
            String[] sides = field.split("=", 2);
            fields.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        requests.add(fields);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body = (status == 200 ? session() : error()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String session() {
        return """
        <GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetSessionTokenResult><Credentials>
            <AccessKeyId>ASIAEXAMPLE%1$d</AccessKeyId>
            <SecretAccessKey>session/secret</SecretAccessKey>
            <SessionToken>token+token==</SessionToken>
            <Expiration>%2$s</Expiration>
          </Credentials></GetSessionTokenResult>
          <ResponseMetadata><RequestId>58c5dbae-abef-11e0-8cfe-09039844ac7d</RequestId></ResponseMetadata>
        </GetSessionTokenResponse>
        """
                .formatted(requests.size(), expiration);
    }

    private String error() {
        return """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>58c5dbae-abef-11e0-8cfe-09039844ac7d</RequestId>
        </ErrorResponse>
        """
                .formatted(errorCode, errorMessage);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
