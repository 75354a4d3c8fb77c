package countersign.vault.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.Steam;
import countersign.otp.Timed;
import countersign.vault.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Writes accounts for other programs. What comes out unsealed gives every code to its reader. */
public final class Exporter {
    private static final int SCRYPT_N = 1 << 15;
    private static final int SCRYPT_R = 8;
    private static final int TAG_BYTES = 16;

    private Exporter() {}

    /** One otpauth URI a line, and nothing that is sealed. */
    public static byte[] uris(List<Entry> entries) {
        return entries.stream()
                .map(entry -> labelled(entry).write() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An account that has no name of its own goes by what its owner calls it. */
    static OtpAuthUri labelled(Entry entry) {
        OtpAuthUri account = entry.account();
        return account.account().isEmpty()
                ? new OtpAuthUri(
                        account.issuer(),
                        entry.name(),
                        account.method(),
                        account.seed(),
                        account.extras())
                : account;
    }

    /** Aegis's JSON, unsealed. */
    public static byte[] aegis(List<Entry> entries) {
        return json(json -> {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeObjectFieldStart("header");
            json.writeNullField("slots");
            json.writeNullField("params");
            json.writeEndObject();
            json.writeFieldName("db");
            writeDb(json, entries);
            json.writeEndObject();
        });
    }

    /** Aegis's JSON, sealed by a password as Aegis does it; the caller wipes the password. */
    public static byte[] aegis(List<Entry> entries, char[] password, RandomGenerator random) {
        byte[] master = draw(Crypto.KEY_BYTES, random);
        byte[] salt = draw(Crypto.KEY_BYTES, random);
        byte[] slotNonce = draw(12, random);
        byte[] nonce = draw(12, random);
        byte[] utf8 = Crypto.utf8(password);
        byte[] key = Crypto.scrypt(utf8, salt, SCRYPT_N, SCRYPT_R, 1);
        Arrays.fill(utf8, (byte) 0);
        byte[] wrapped = Crypto.sealGcm(key, slotNonce, master);
        byte[] db = json(json -> writeDb(json, entries));
        byte[] sealed = Crypto.sealGcm(master, nonce, db);
        Arrays.fill(db, (byte) 0);
        return json(json -> {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeObjectFieldStart("header");
            json.writeArrayFieldStart("slots");
            json.writeStartObject();
            json.writeNumberField("type", Aegis.PASSWORD_SLOT);
            json.writeStringField("uuid", UUID.nameUUIDFromBytes(salt).toString());
            json.writeStringField("key", hex(text(wrapped)));
            writeParameters(json, "key_params", slotNonce, wrapped);
            json.writeNumberField("n", SCRYPT_N);
            json.writeNumberField("r", SCRYPT_R);
            json.writeNumberField("p", 1);
            json.writeStringField("salt", hex(salt));
            json.writeBooleanField("repaired", true);
            json.writeBooleanField("is_backup", false);
            json.writeEndObject();
            json.writeEndArray();
            writeParameters(json, "params", nonce, sealed);
            json.writeEndObject();
            json.writeStringField("db", Base64.getEncoder().encodeToString(text(sealed)));
            json.writeEndObject();
        });
    }

    private static void writeParameters(
            JsonGenerator json, String name, byte[] nonce, byte[] sealed) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("nonce", hex(nonce));
        int end = sealed.length;
        json.writeStringField("tag", hex(Arrays.copyOfRange(sealed, end - TAG_BYTES, end)));
        json.writeEndObject();
    }

    private static byte[] text(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - TAG_BYTES);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void writeDb(JsonGenerator json, List<Entry> entries) throws IOException {
        Map<String, String> groups = new LinkedHashMap<>();
        entries.stream()
                .flatMap(entry -> entry.notes().tags().stream())
                .forEach(tag -> groups.computeIfAbsent(tag, Exporter::groupId));
        json.writeStartObject();
        json.writeNumberField("version", 3);
        json.writeArrayFieldStart("entries");
        for (Entry entry : entries) {
            writeEntry(json, entry, groups);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("groups");
        for (Map.Entry<String, String> group : groups.entrySet()) {
            json.writeStartObject();
            json.writeStringField("uuid", group.getValue());
            json.writeStringField("name", group.getKey());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("icons_optimized", true);
        json.writeEndObject();
    }

    private static String groupId(String tag) {
        return UUID.nameUUIDFromBytes(tag.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void writeEntry(JsonGenerator json, Entry entry, Map<String, String> groups)
            throws IOException {
        OtpAuthUri account = labelled(entry);
        json.writeStartObject();
        json.writeStringField("type", type(account));
        json.writeStringField("uuid", entry.id().toString());
        json.writeStringField("name", account.account());
        json.writeStringField("issuer", account.issuer());
        json.writeStringField("note", entry.notes().note());
        json.writeBooleanField("favorite", false);
        json.writeNullField("icon");
        json.writeObjectFieldStart("info");
        json.writeStringField("secret", account.seed().revealBase32());
        json.writeStringField("algo", account.method().hash().name());
        json.writeNumberField("digits", account.method().digits());
        switch (account.method()) {
            case Timed timed -> json.writeNumberField("period", timed.periodSeconds());
            case Hotp hotp -> json.writeNumberField("counter", hotp.counter());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("groups");
        for (String tag : entry.notes().tags()) {
            json.writeString(groups.get(tag));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String type(OtpAuthUri account) {
        return switch (account.method()) {
            case Steam _ -> "steam";
            case Timed _ -> "totp";
            case Hotp _ -> "hotp";
        };
    }

    private interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] json(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] draw(int bytes, RandomGenerator random) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }
}
