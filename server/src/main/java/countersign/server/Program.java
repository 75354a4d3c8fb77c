package countersign.server;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/** What a command has to do with the world outside. */
final class Program {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    Program(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    Map<String, String> environment() {
        return environment;
    }

    PrintStream out() {
        return out;
    }

    RandomGenerator random() {
        return random;
    }

    /** Says that the server is ready and waits; SIGTERM drains, closes and exits 0. */
    void serveUntilStopped(Node node, String url) {
        serveUntilStopped(node, url, () -> {});
    }

    /** As above, with more to say behind the ready line. */
    void serveUntilStopped(Node node, String url, Runnable more) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    node.close();
                                    stopped.countDown();
                                    // A JVM that a signal ends exits with 143; an
                                    // orderly stop is no failure.
                                    Runtime.getRuntime().halt(0);
                                }));
        out.println("Countersign is ready at " + url);
        out.flush();
        more.run();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
