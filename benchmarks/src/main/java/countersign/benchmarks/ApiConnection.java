package countersign.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 connection for calls that prepare a measurement. */
final class ApiConnection implements AutoCloseable {
    private final URI url;
    private final ApiSigner signer;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    ApiConnection(URI url) throws IOException {
        this.url = url;
        this.signer = new ApiSigner(url.getHost() + ":" + url.getPort());
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
        String answer = tried(user, service, form);
        if (!answer.startsWith("200 ")) throw new IOException(answer);
        return answer;
    }

    /** A call that may be refused; gives status and body. */
    String tried(ApiUser user, String service, String form) throws IOException {
        out.write(signer.request(user, service, form));
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
