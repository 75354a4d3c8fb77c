package countersign.authenticator;

import countersign.otp.Timed;
import countersign.vault.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which account of the vault is the device of a serial number. */
final class AwsDevice {
    private static final Pattern SERIAL =
            Pattern.compile("arn:[^:]*:iam::([0-9]*):mfa/(?:.*/)?([^/]+)");

    private AwsDevice() {}

    /** The one that says so most clearly; when two say so alike, neither. */
    static Entry find(List<Entry> entries, String serial) {
        for (Predicate<Entry> sign : signs(serial)) {
            List<Entry> found =
                    VaultCommand.live(entries).stream()
                            .filter(entry -> entry.account().method() instanceof Timed)
                            .filter(sign)
                            .toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                String names = found.stream().map(Entry::name).collect(Collectors.joining(", "));
                throw new CommandFailure(
                        "the device "
                                + serial
                                + " may be any of "
                                + names
                                + ": say --account NAME");
            }
        }
        throw new CommandFailure(
                "no account of the vault says that it is the device "
                        + serial
                        + ": say --account NAME (see: authenticator list)");
    }

    /** From the clearest on: what the owner noted, what the QR code said, what it is called. */
    private static List<Predicate<Entry>> signs(String serial) {
        Predicate<Entry> noted = entry -> mentions(entry.notes().note(), serial);
        return device(serial)
                .map(device ->
                        List.<Predicate<Entry>>of(
                                noted,
                                entry -> entry.account().account().equals(device.withAccount()),
                                entry -> entry.account().account().startsWith(device.name() + "@"),
                                entry -> entry.name().equals(device.name())))
                .orElse(List.of(noted, entry -> entry.name().equals(serial)));
    }

    /** As a word: {@code .../mfa/ada} is not {@code .../mfa/ada2}. */
    private static boolean mentions(String note, String serial) {
        return List.of(note.split("\\s+", -1)).contains(serial);
    }

    private record Device(String accountId, String name) {
        /** What AWS and Countersign write in the QR code where the account has no alias. */
        String withAccount() {
            return name + "@" + accountId;
        }
    }

    private static Optional<Device> device(String serial) {
        Matcher matcher = SERIAL.matcher(serial);
        return matcher.matches()
                ? Optional.of(new Device(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
