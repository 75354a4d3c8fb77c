package countersign.vault.exchange;

import countersign.vault.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What an import would do to a vault: what is new, under which name, and what is there already. Two
 * accounts are the same when all that goes into their codes is; names never decide that.
 */
public record Plan(List<Addition> additions, List<Skipped> duplicates) {
    /** A new account; {@code renamed} when another has the name that it brought. */
    public record Addition(Entry entry, List<String> warnings, boolean renamed) {
        public Addition {
            warnings = List.copyOf(warnings);
        }
    }

    public Plan {
        additions = List.copyOf(additions);
        duplicates = List.copyOf(duplicates);
    }

    public static Plan of(List<Entry> present, List<Found> found, Instant now) {
        Map<Found.Identity, String> known = new HashMap<>();
        Set<String> names = new HashSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Entry entry : present) {
            String name = entry.isTrashed() ? entry.name() + " in the trash" : entry.name();
            known.putIfAbsent(Found.Identity.of(entry.account()), name);
            names.add(entry.name());
        }
        var additions = new ArrayList<Addition>();
        var duplicates = new ArrayList<Skipped>();
        for (Found one : found) {
            String twin = known.get(one.identity());
            if (twin != null) {
                duplicates.add(new Skipped(one.name(), "the same as " + twin));
                continue;
            }
            String name = free(one.name(), names, numbers);
            Entry entry =
                    Entry.create(UUID.randomUUID(), name, one.account(), now).noted(one.notes());
            additions.add(new Addition(entry, one.warnings(), !name.equals(one.name())));
            known.put(one.identity(), name);
            names.add(name);
        }
        return new Plan(additions, duplicates);
    }

    /** {@code numbers} has where to go on, since thousands may have one name. */
    private static String free(String name, Set<String> taken, Map<String, Integer> numbers) {
        String free = name;
        for (int i = numbers.getOrDefault(name, 2); taken.contains(free); i++) {
            String numbered = name + " (" + i + ")";
            free = numbered.length() > Entry.LONGEST_NAME ? "imported (" + i + ")" : numbered;
            numbers.put(name, i + 1);
        }
        return free;
    }
}
