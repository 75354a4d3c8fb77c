package countersign.server;

import countersign.console.FormKey;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealBroken;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.key.SealingKeys;
import countersign.store.Installation;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A key ring that was seen to belong to the database: it opens the check value that the first
 * starter sealed there. That value is 32 random bytes, and binds forms to browsers on every node.
 */
record Keys(KeyRing ring, FormKey formKey) {
    private static final int FORM_KEY_BYTES = 32;

    /** Reads the key file, makes it for a database that has nothing sealed yet, and proves it. */
    static Keys open(KeyFile file, Installation installation, RandomGenerator random) {
        if (!file.exists()) {
            if (installation.keyCheck().isPresent()) {
                throw new OperatorError(
                        "the key file %s is missing; this database is sealed with it. Put it back, or name it with --key-file"
                                .formatted(file.path()));
            }
            file.create(random);
        }
        return prove(file::read, file.path().toString(), installation, random);
    }

    /** Proves a ring that comes from elsewhere. */
    static Keys prove(
            Supplier<SealingKeys> source,
            String name,
            Installation installation,
            RandomGenerator random) {
        KeyRing ring = new KeyRing(source, random);
        SealedPlace place =
                new SealedPlace("meta", "", "", installation.id(newDatabaseId(random)), 0);
        byte[] drawn = new byte[FORM_KEY_BYTES];
        random.nextBytes(drawn);
        String sealed =
                installation
                        .keyCheck()
                        .orElseGet(() -> installation.keyCheck(text(ring.seal(drawn, place))));
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            return new Keys(ring, FormKey.copyOf(ring.open(new SealedValue(bytes), place)));
        } catch (SealBroken | IllegalArgumentException e) {
            throw new OperatorError(
                    "the key file " + name + " is not the one that this database was sealed with");
        }
    }

    private static String text(SealedValue sealed) {
        return Base64.getEncoder().encodeToString(sealed.bytes());
    }

    static String newDatabaseId(RandomGenerator random) {
        return "cs-%08x%08x".formatted(random.nextInt(), random.nextInt());
    }
}
