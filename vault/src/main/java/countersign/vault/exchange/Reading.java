package countersign.vault.exchange;

import java.util.List;

/** All that was found in the files, and all that was not taken. */
public record Reading(List<Found> found, List<Skipped> skipped) {
    public Reading {
        found = List.copyOf(found);
        skipped = List.copyOf(skipped);
    }
}
