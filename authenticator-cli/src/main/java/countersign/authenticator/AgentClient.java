package countersign.authenticator;

import countersign.vault.VaultKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the session agent of a vault; where there is none, every answer is empty. */
final class AgentClient {
    private final AgentSocket socket;

    private AgentClient(AgentSocket socket) {
        this.socket = socket;
    }

    static AgentClient of(Surroundings surroundings, Path vault) {
        return new AgentClient(AgentSocket.of(surroundings, vault));
    }

    Optional<VaultKey> key() {
        return ask(Agent.KEY).filter(answer -> !answer.isEmpty()).map(VaultKey::parse);
    }

    /** Whether the person said beforehand that programs may have codes by this profile. */
    boolean allows(String profile) {
        return ask(Agent.MAY + profile).filter(Agent.YES::equals).isPresent();
    }

    /** Ends it; false when there is none. */
    boolean end() {
        return ask(Agent.END).isPresent();
    }

    private Optional<String> ask(String request) {
        if (!socket.isPrivate()) {
            return Optional.empty();
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket.path()));
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            // Nobody listens: ended, killed, or never started.
            return Optional.empty();
        }
    }
}
