package countersign.vault;

import com.fasterxml.jackson.core.JsonGenerator;
import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Timed;
import countersign.otp.Totp;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Entries as the JSON inside a vault (docs/vault-format.md, "Entries"). */
final class EntryJson {
    private static final int MOST_ENTRIES = 10_000;

    private static final Set<String> SINCE_VERSION_1 =
            Set.of(
                    "id",
                    "name",
                    "issuer",
                    "account",
                    "seed",
                    "hash",
                    "digits",
                    "type",
                    "period",
                    "counter",
                    "created",
                    "lastGivenStep",
                    "extras");
    private static final Set<String> SINCE_VERSION_2 =
            Set.of("note", "tags", "letter", "colour", "lastUsed", "deleted");

    private EntryJson() {}

    static byte[] write(Contents contents) {
        if (contents.entries().size() + contents.unreadable().size() > MOST_ENTRIES) {
            throw new VaultException(
                    VaultException.Kind.FULL, "a vault holds at most 10,000 accounts");
        }
        return Json.write(json -> {
            json.writeArrayFieldStart("entries");
            for (Entry entry : contents.entries()) {
                writeEntry(json, entry);
            }
            for (Unreadable unreadable : contents.unreadable()) {
                Json.writeValue(json, unreadable.json());
            }
            json.writeEndArray();
        });
    }

    private static void writeEntry(JsonGenerator json, Entry entry) throws IOException {
        OtpAuthUri account = entry.account();
        json.writeStartObject();
        json.writeStringField("id", entry.id().toString());
        json.writeStringField("name", entry.name());
        json.writeStringField("issuer", account.issuer());
        json.writeStringField("account", account.account());
        json.writeStringField("seed", account.seed().revealBase32());
        json.writeStringField("hash", account.method().hash().name());
        json.writeNumberField("digits", account.method().digits());
        switch (account.method()) {
            case Timed timed -> {
                json.writeStringField("type", timed instanceof Steam ? "steam" : "totp");
                json.writeNumberField("period", timed.periodSeconds());
            }
            case Hotp hotp -> {
                json.writeStringField("type", "hotp");
                json.writeNumberField("counter", hotp.counter());
            }
        }
        json.writeStringField("created", entry.created().toString());
        if (entry.lastGivenStep().isPresent()) {
            json.writeNumberField("lastGivenStep", entry.lastGivenStep().getAsLong());
        }
        json.writeObjectFieldStart("extras");
        for (Map.Entry<String, String> extra : account.extras().entrySet()) {
            json.writeStringField(extra.getKey(), extra.getValue());
        }
        json.writeEndObject();
        writeNotes(json, entry.notes());
        writeInstant(json, "lastUsed", entry.lastUsed());
        writeInstant(json, "deleted", entry.deleted());
        json.writeEndObject();
    }

    private static void writeNotes(JsonGenerator json, Notes notes) throws IOException {
        writeText(json, "note", notes.note());
        if (!notes.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : notes.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        }
        writeText(json, "letter", notes.letter());
        writeText(json, "colour", notes.colour());
    }

    private static void writeText(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void writeInstant(JsonGenerator json, String name, Optional<Instant> instant)
            throws IOException {
        if (instant.isPresent()) {
            json.writeStringField(name, instant.get().toString());
        }
    }

    /** What cannot be read is set apart; only a list that is none is damage. */
    static Contents read(byte[] text, int version) {
        List<Object> items = Json.read(text, "list of accounts").anything("entries", MOST_ENTRIES);
        var entries = new ArrayList<Entry>();
        var unreadable = new ArrayList<Unreadable>();
        for (Object item : items) {
            try {
                entries.add(readEntry(item, version));
            } catch (VaultException | IllegalArgumentException | DateTimeException e) {
                int position = entries.size() + unreadable.size() + 1;
                unreadable.add(new Unreadable(item, position, String.valueOf(e.getMessage())));
            }
        }
        return new Contents(entries, unreadable);
    }

    private static Entry readEntry(Object item, int version) {
        if (!(item instanceof Json.Fields fields)) {
            throw VaultException.damaged("it is no JSON object");
        }
        for (String name : fields.byName().keySet()) {
            if (!SINCE_VERSION_1.contains(name)
                    && (version < 2 || !SINCE_VERSION_2.contains(name))) {
                throw VaultException.damaged("it has a field that this version does not know");
            }
        }
        var account =
                new OtpAuthUri(
                        fields.text("issuer"),
                        fields.text("account"),
                        method(fields, version),
                        Seed.parseBase32(fields.text("seed")),
                        fields.texts("extras"));
        return new Entry(
                UUID.fromString(fields.text("id")),
                fields.text("name"),
                account,
                Instant.parse(fields.text("created")),
                fields.has("lastGivenStep")
                        ? OptionalLong.of(fields.number("lastGivenStep"))
                        : OptionalLong.empty(),
                notes(fields),
                instant(fields, "lastUsed"),
                instant(fields, "deleted"));
    }

    private static Notes notes(Json.Fields fields) {
        return new Notes(
                textOrEmpty(fields, "note"),
                fields.has("tags") ? fields.textList("tags") : List.of(),
                textOrEmpty(fields, "letter"),
                textOrEmpty(fields, "colour"));
    }

    private static String textOrEmpty(Json.Fields fields, String name) {
        return fields.has(name) ? fields.text(name) : "";
    }

    private static Optional<Instant> instant(Json.Fields fields, String name) {
        return fields.has(name) ? Optional.of(Instant.parse(fields.text(name))) : Optional.empty();
    }

    private static OtpMethod method(Json.Fields fields, int version) {
        var hash = HashFunction.valueOf(fields.text("hash"));
        int digits = fields.smallNumber("digits");
        String type = fields.text("type");
        return switch (type) {
            case "totp" -> new Totp(hash, digits, fields.smallNumber("period"));
            case "hotp" -> new Hotp(hash, digits, fields.number("counter"));
            case "steam" -> steam(fields, hash, digits, version);
            default -> throw VaultException.damaged("its type is unknown");
        };
    }

    private static Steam steam(Json.Fields fields, HashFunction hash, int digits, int version) {
        var steam = new Steam();
        if (version < 2
                || hash != steam.hash()
                || digits != steam.digits()
                || fields.smallNumber("period") != steam.periodSeconds()) {
            throw VaultException.damaged("Steam's codes are never made like this");
        }
        return steam;
    }
}
