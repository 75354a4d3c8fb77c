package countersign.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Keeps a number of connections busy, one request after another on each, from one thread: a thread
 * for each connection would take more of the cores than the requests do.
 */
final class ApiDriver {
    private final URI url;
    private final Selector selector = Selector.open();
    private final Supplier<byte[]> requests;
    private long[] nanos = new long[1 << 16];
    private int count;
    private int refused;

    /** Takes a new request from {@code requests} whenever a connection is free. */
    ApiDriver(URI url, Supplier<byte[]> requests) throws IOException {
        this.url = url;
        this.requests = requests;
    }

    /** Runs until {@link System#nanoTime} is {@code end}. */
    void run(int connections, long end) throws IOException {
        for (int i = 0; i < connections; i++) new Connection().begin();
        while (System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) ((Connection) key.attachment()).read();
            selector.selectedKeys().clear();
        }
        for (SelectionKey key : selector.keys()) key.channel().close();
        selector.close();
    }

    /** How long each call took, in nanoseconds, sorted. */
    long[] sorted() {
        long[] all = Arrays.copyOf(nanos, count);
        Arrays.sort(all);
        return all;
    }

    int refused() {
        return refused;
    }

    private void done(long took, boolean answered) {
        if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
        nanos[count++] = took;
        if (!answered) refused++;
    }

    /** One connection, which waits for an answer. */
    private final class Connection {
        private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
        private SocketChannel channel = connected();
        private long begun;

        private Connection() throws IOException {}

        private SocketChannel connected() throws IOException {
            SocketChannel made =
                    SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            made.configureBlocking(false);
            made.register(selector, SelectionKey.OP_READ, this);
            return made;
        }

        void begin() throws IOException {
            ByteBuffer request = ByteBuffer.wrap(requests.get());
            begun = System.nanoTime();
            // A request is smaller than the buffer of a socket: this never spins for long.
            while (request.hasRemaining()) {
                var _ = channel.write(request);
            }
        }

        void read() throws IOException {
            boolean ended = channel.read(in) < 0;
            int head = endOfHead();
            if (head < 0) {
                if (ended) throw new IOException("the server hung up");
                return;
            }
            String text = new String(in.array(), 0, head, StandardCharsets.US_ASCII);
            int length = number(text.toLowerCase(Locale.ROOT), "\ncontent-length:");
            if (in.position() < head + length) return;
            done(System.nanoTime() - begun, text.startsWith("200", 9));
            in.clear();
            boolean closes = text.startsWith("HTTP/1.0") || text.contains("onnection: close");
            if (closes) {
                channel.close();
                channel = connected();
            }
            begin();
        }

        private int endOfHead() {
            byte[] bytes = in.array();
            for (int i = 3; i < in.position(); i++) {
                if (bytes[i] == '\n' && bytes[i - 2] == '\n') return i + 1;
            }
            return -1;
        }

        private static int number(String text, String after) {
            int start = text.indexOf(after);
            if (start < 0) return 0;
            int end = text.indexOf('\r', start + 1);
            return Integer.parseInt(text.substring(start + after.length(), end).strip());
        }
    }
}
