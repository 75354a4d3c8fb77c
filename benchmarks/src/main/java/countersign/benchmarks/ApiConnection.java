package countersign.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One HTTP/1.1 connection that signs what it sends (Signature Version 4). */
final class ApiConnection implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String KIND = "application/x-www-form-urlencoded; charset=utf-8";

    private final String host;
    private final URI url;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    ApiConnection(URI url) throws IOException {
        this.url = url;
        this.host = url.getHost() + ":" + url.getPort();
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        out = socket.getOutputStream();
    }

    /** A call that must be answered; gives the body. */
    String call(ApiUser user, String service, String form) throws IOException {
        String answer = send(user, service, form);
        if (!answer.startsWith("200 ")) throw new IOException(answer);
        return answer;
    }

    /** A call that may be refused; gives status and body. */
    String tried(ApiUser user, String service, String form) throws IOException {
        return send(user, service, form);
    }

    /** A call that is measured; whether it was answered with 200. */
    boolean measured(ApiUser user, String action, long step) throws IOException {
        return send(user, ApiUser.service(action), user.form(action, step)).startsWith("200 ");
    }

    private String send(ApiUser user, String service, String form) throws IOException {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        String stamp = STAMP.format(Instant.now());
        String scope = stamp.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        String tokenLine =
                user.token().isEmpty() ? "" : "x-amz-security-token:" + user.token() + "\n";
        String signed =
                "content-type;host;x-amz-date"
                        + (tokenLine.isEmpty() ? "" : ";x-amz-security-token");
        String canonical =
                "POST\n/\n\ncontent-type:"
                        + KIND
                        + "\nhost:"
                        + host
                        + "\nx-amz-date:"
                        + stamp
                        + "\n"
                        + tokenLine
                        + "\n"
                        + signed
                        + "\n"
                        + sha256(body);
        String text =
                "AWS4-HMAC-SHA256\n"
                        + stamp
                        + "\n"
                        + scope
                        + "\n"
                        + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        String head =
                "POST / HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nContent-Type: "
                        + KIND
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\nX-Amz-Date: "
                        + stamp
                        + (tokenLine.isEmpty() ? "" : "\r\nX-Amz-Security-Token: " + user.token())
                        + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                        + user.keyId()
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + signed
                        + ", Signature="
                        + signature(user.secret(), scope, text)
                        + "\r\n\r\n";
        out.write((head + form).getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer();
    }

    private String answer() throws IOException {
        String status = line();
        if (status.isEmpty()) throw new IOException("the server hung up");
        int length = 0;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            closes |= lower.equals("connection: close") || status.startsWith("HTTP/1.0");
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (closes) {
            socket.close();
            connect();
        }
        return status.substring(9, 12) + " " + body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(String secret, String scope, String text) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) key = hmac(key, part);
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
