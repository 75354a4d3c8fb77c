package countersign.authenticator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import countersign.otp.Hotp;
import countersign.otp.Steam;
import countersign.otp.Timed;
import countersign.otp.Totp;
import countersign.vault.Entry;
import countersign.vault.exchange.Skipped;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** How a command answers: for a person, or as one JSON object. */
enum Format {
    TEXT,
    JSON;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes the fields of one object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static void print(PrintStream out, Fields fields) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("write JSON to memory", e);
        }
        out.println(text);
    }

    /** All of an account but its seed and its extras, which may hold a PIN. */
    static void writeAccount(JsonGenerator json, Entry entry) throws IOException {
        json.writeStringField("Name", entry.name());
        json.writeStringField("Issuer", entry.account().issuer());
        json.writeStringField("Account", entry.account().account());
        json.writeStringField("Algorithm", entry.account().method().hash().name());
        json.writeNumberField("Digits", entry.account().method().digits());
        switch (entry.account().method()) {
            case Timed timed -> json.writeNumberField("Period", timed.periodSeconds());
            case Hotp hotp -> json.writeNumberField("Counter", hotp.counter());
        }
        json.writeStringField("Created", entry.created().toString());
    }

    static void writeSkipped(JsonGenerator json, String name, List<Skipped> skipped)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Skipped one : skipped) {
            json.writeStartObject();
            json.writeStringField("Name", one.name());
            json.writeStringField("Why", one.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Issuer and account on one line, and what is not usual about the codes. */
    static String describe(Entry entry) {
        String issuer = entry.account().issuer();
        String account = entry.account().account();
        String separator = issuer.isEmpty() || account.isEmpty() ? "" : ": ";
        return issuer + separator + account + oddities(entry);
    }

    private static String oddities(Entry entry) {
        return switch (entry.account().method()) {
            case Totp totp when totp.equals(Totp.STANDARD) -> "";
            case Totp totp ->
                    " (%s, %d digits, %d s)"
                            .formatted(totp.hash(), totp.digits(), totp.periodSeconds());
            case Steam _ -> " (Steam)";
            case Hotp hotp -> " (%s, %d digits, counter)".formatted(hotp.hash(), hotp.digits());
        };
    }

    /** {@code 1 account}, {@code 2 accounts}. */
    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
