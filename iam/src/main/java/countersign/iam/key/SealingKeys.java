package countersign.iam.key;

import java.util.List;
import java.util.Optional;

/** The keys that can be opened with; the last one seals. */
public record SealingKeys(List<SealingKey> all) {
    public SealingKeys {
        all = List.copyOf(all);
        if (all.isEmpty()) throw new IllegalArgumentException("a key ring needs a key");
    }

    SealingKey active() {
        return all.getLast();
    }

    Optional<SealingKey> find(int id) {
        return all.stream().filter(key -> key.id() == id).findFirst();
    }
}
