package countersign.vault;

import com.fasterxml.jackson.core.JsonGenerator;
import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Entries as the JSON inside a vault (docs/vault-format.md, "Entries"). */
final class EntryJson {
    private static final int MOST_ENTRIES = 10_000;

    private EntryJson() {}

    static byte[] write(List<Entry> entries) {
        if (entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("a vault holds at most 10,000 accounts");
        }
        return Json.write(json -> {
            json.writeArrayFieldStart("entries");
            for (Entry entry : entries) {
                writeEntry(json, entry);
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
            case Totp totp -> {
                json.writeStringField("type", "totp");
                json.writeNumberField("period", totp.periodSeconds());
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
        json.writeEndObject();
    }

    static List<Entry> read(byte[] text) {
        return Json.read(text, "list of accounts").objects("entries", MOST_ENTRIES).stream()
                .map(EntryJson::readEntry)
                .toList();
    }

    private static Entry readEntry(Json.Fields fields) {
        try {
            var account =
                    new OtpAuthUri(
                            fields.text("issuer"),
                            fields.text("account"),
                            method(fields),
                            Seed.parseBase32(fields.text("seed")),
                            fields.texts("extras"));
            return new Entry(
                    UUID.fromString(fields.text("id")),
                    fields.text("name"),
                    account,
                    Instant.parse(fields.text("created")),
                    fields.has("lastGivenStep")
                            ? OptionalLong.of(fields.number("lastGivenStep"))
                            : OptionalLong.empty());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw VaultException.damaged(
                    "an account in the vault cannot be read: " + e.getMessage());
        }
    }

    private static OtpMethod method(Json.Fields fields) {
        var hash = HashFunction.valueOf(fields.text("hash"));
        int digits = fields.smallNumber("digits");
        String type = fields.text("type");
        return switch (type) {
            case "totp" -> new Totp(hash, digits, fields.smallNumber("period"));
            case "hotp" -> new Hotp(hash, digits, fields.number("counter"));
            default -> throw VaultException.damaged("an account has the unknown type " + type);
        };
    }
}
