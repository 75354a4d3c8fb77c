package countersign.vault.exchange;

import countersign.otp.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Aegis Authenticator's vaults, plain and sealed. */
final class Aegis {
    static final int PASSWORD_SLOT = 1;

    private static final int MOST_SLOTS = 16;

    private Aegis() {}

    static void read(Tree file, Wrapped wrapped, Harvest harvest) {
        Tree db = file.get("db");
        if (!db.isObject()) {
            db = Tree.parse(wrapped.open("Aegis vault", password -> open(file, password)));
        }
        Map<String, String> groups = new HashMap<>();
        db.items("groups").forEach(group -> groups.put(group.text("uuid"), group.text("name")));
        int number = 0;
        for (Tree entry : db.items("entries")) {
            number++;
            String issuer = entry.text("issuer");
            String name = entry.text("name");
            harvest.take(Raw.label(issuer, name, number), () -> account(entry, groups));
        }
    }

    private static Found account(Tree entry, Map<String, String> groups) {
        Tree info = entry.get("info");
        Stream<String> tags =
                entry.has("groups")
                        ? entry.items("groups").stream()
                                .map(group -> groups.getOrDefault(group.text(), ""))
                        : Stream.of(entry.text("group"));
        return new Raw(entry.text("issuer"), entry.text("name"))
                .type(entry.text("type"))
                .algorithm(info.has("algo") ? info.text("algo") : "SHA1")
                .digits(info.number("digits", 6))
                .period(info.number("period", 30))
                .counter(info.number("counter", 0))
                .notes(entry.text("note"), tags.filter(tag -> !tag.isEmpty()).toList())
                .found(Seed.parseBase32(info.text("secret")));
    }

    private static Optional<byte[]> open(Tree file, byte[] password) {
        Tree header = file.get("header");
        Tree parameters = header.get("params");
        List<Tree> slots = header.items("slots");
        byte[] sealed =
                Crypto.join(Crypto.base64(file.text("db")), Crypto.hex(parameters.text("tag")));
        byte[] nonce = Crypto.hex(parameters.text("nonce"));
        if (slots.size() > MOST_SLOTS) {
            throw new ExchangeException("it has more than 16 key slots");
        }
        List<Tree> known =
                slots.stream().filter(slot -> slot.number("type", -1) == PASSWORD_SLOT).toList();
        Crypto.checkScryptWork(known.stream().mapToDouble(Aegis::work).sum());
        return known.stream()
                .map(slot -> masterKey(slot, password))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(key -> Crypto.gcm(key, nonce, sealed));
    }

    /** Not counted exactly where the parameters are absurd, which are refused one by one. */
    private static double work(Tree slot) {
        return Math.abs((double) slot.number("n", 0) * slot.number("r", 0) * slot.number("p", 0));
    }

    private static Optional<byte[]> masterKey(Tree slot, byte[] password) {
        byte[] key =
                Crypto.scrypt(
                        password,
                        Crypto.hex(slot.text("salt")),
                        slot.number("n", 0),
                        slot.number("r", 0),
                        slot.number("p", 0));
        Tree parameters = slot.get("key_params");
        return Crypto.gcm(
                        key,
                        Crypto.hex(parameters.text("nonce")),
                        Crypto.join(
                                Crypto.hex(slot.text("key")), Crypto.hex(parameters.text("tag"))))
                .filter(master -> master.length == Crypto.KEY_BYTES);
    }
}
