package countersign.authenticator;

import countersign.vault.Argon2Cost;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/** Starts the command with the machine around it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err);
        var surroundings =
                new Surroundings(
                        environment,
                        // As shells and AWS's programs do; Java asks the list of users instead.
                        Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                        new Surroundings.Streams(System.in, out, err),
                        new SystemTime(),
                        new SystemTerminal(),
                        new SystemClipboard(environment),
                        new SystemBackground(),
                        new SecureRandom(),
                        Argon2Cost.STANDARD);
        int status = Authenticator.run(surroundings, args);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** UTF-8 whatever the locale: names come from QR codes, which are. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
