package countersign.vault.exchange;

import countersign.otp.OtpFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers accounts one by one: a bad one stops no other, and is named. */
final class Harvest {
    private static final int MOST_ACCOUNTS = 10_000;

    private final List<Found> found = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    void take(String label, Supplier<Found> reader) {
        checkRoom();
        try {
            found.add(reader.get());
        } catch (OtpFormatException | ExchangeException e) {
            skip(label, String.valueOf(e.getMessage()));
        }
    }

    void skip(String label, String why) {
        checkRoom();
        skipped.add(new Skipped(label, why));
    }

    private void checkRoom() {
        if (found.size() + skipped.size() >= MOST_ACCOUNTS) {
            throw new ExchangeException("there are more than 10,000 accounts");
        }
    }

    Reading reading() {
        return new Reading(found, skipped);
    }
}
