package countersign.authenticator;

import countersign.vault.VaultKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the key of one vault in memory until a given time, and hands it to the same user's
 * commands. One line is asked and one line answered on each connection:
 *
 * <pre>
 * key          the vault's identifier and data key
 * may PROFILE  yes or no
 * end          ended, and it is
 * </pre>
 */
final class Agent implements AutoCloseable {
    static final String KEY = "key";
    static final String MAY = "may ";
    static final String END = "end";
    static final String YES = "yes";

    private final AgentSocket socket;
    private final VaultKey key;
    private final List<String> allowed;
    private final Instant until;
    private final Surroundings.Time time;
    private final ServerSocketChannel server;

    /** Listens when this returns. */
    Agent(
            AgentSocket socket,
            VaultKey key,
            List<String> allowed,
            Instant until,
            Surroundings.Time time)
            throws IOException {
        this.socket = socket;
        this.key = key;
        this.allowed = List.copyOf(allowed);
        this.until = until;
        this.time = time;
        socket.prepare();
        // Left by one that was killed; a living one was told to end before.
        Files.deleteIfExists(socket.path());
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket.path()));
    }

    /** Answers until it is closed, asked to end, or asked anything after its time. */
    void serve() {
        try {
            while (true) {
                SocketChannel peer = server.accept();
                Thread.ofVirtual().start(() -> answer(peer));
            }
        } catch (ClosedChannelException e) {
            // The end.
        } catch (IOException e) {
            close();
        }
    }

    private void answer(SocketChannel peer) {
        try (peer) {
            var reader = new BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8), 512);
            String request = reader.readLine();
            if (!time.now().isBefore(until)) {
                close();
            } else if (request != null) {
                String answer = answer(request) + "\n";
                peer.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            // Who asked has gone.
        }
    }

    private String answer(String request) {
        if (request.equals(KEY)) {
            return key.revealForKeeping();
        }
        if (request.equals(END)) {
            close();
            return "ended";
        }
        if (request.startsWith(MAY)) {
            return allowed.contains(request.substring(MAY.length())) ? YES : "no";
        }
        return "";
    }

    @Override
    public synchronized void close() {
        try {
            if (server.isOpen()) {
                Files.deleteIfExists(socket.path());
                server.close();
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot close " + socket.path());
        }
    }
}
