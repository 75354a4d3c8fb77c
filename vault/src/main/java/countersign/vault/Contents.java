package countersign.vault;

import java.util.List;

/**
 * What a vault file holds.
 *
 * @param entries in the order in which they are listed, those in the trash among them
 * @param unreadable kept, and written behind the others
 */
public record Contents(List<Entry> entries, List<Unreadable> unreadable) {
    public Contents {
        entries = List.copyOf(entries);
        unreadable = List.copyOf(unreadable);
    }
}
