package countersign.server;

import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.mail.Mail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes committed mail to its destination: {@code .eml} files (RFC 5322) in a folder. */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int BATCH = 50;
    private static final int BASE64_LINE = 76;
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Store store;
    private final Path folder;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("outbox").daemon().factory());

    Outbox(Store store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::deliverQuietly, 0, 250, TimeUnit.MILLISECONDS);
    }

    private void deliverQuietly() {
        try {
            while (deliver() == BATCH) {
                LOG.debug("more mail waits");
            }
        } catch (IOException | StoreFailure e) {
            LOG.warn("mail waits in the database: {}", e.getMessage());
        }
    }

    /** Delivers what waits, at most one batch; says how many. */
    int deliver() throws IOException {
        List<Mail> waiting = store.read(tables -> tables.mail().undelivered(BATCH));
        for (Mail mail : waiting) {
            write(mail);
            store.write(tables -> {
                tables.mail().delivered(mail.id());
                return true;
            });
        }
        return waiting.size();
    }

    private void write(Mail mail) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        String name = FILE_TIME.format(mail.at()) + "-" + mail.id() + ".eml";
        Path draft = folder.resolve("." + name);
        Files.deleteIfExists(draft);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            var ownerOnly = PosixFilePermissions.fromString("rw-------");
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        Files.writeString(draft, message(mail), StandardCharsets.UTF_8);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String message(Mail mail) {
        var encoder = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'});
        boolean ascii = mail.text().chars().allMatch(character -> character < 128);
        String body =
                ascii
                        ? mail.text().replace("\n", "\r\n")
                        : encoder.encodeToString(mail.text().getBytes(StandardCharsets.UTF_8))
                                + "\r\n";
        return String.join(
                "\r\n",
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                mail.at().atZone(ZoneOffset.UTC)),
                "From: Countersign <countersign@localhost>",
                "To: " + mail.to().text(),
                "Subject: " + header(mail.subject()),
                "Message-ID: <" + mail.id() + "@countersign>",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: " + (ascii ? "7bit" : "base64"),
                "",
                body);
    }

    /** An encoded word (RFC 2047) when it has to be. */
    private static String header(String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character < 127)) return text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) timer.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
