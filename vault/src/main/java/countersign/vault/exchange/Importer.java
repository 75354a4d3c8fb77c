package countersign.vault.exchange;

import countersign.vault.Contents;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.VaultException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads files of other programs, each told by its content and never by its name. Give it every file
 * of one import, since Google's export may be spread over several, then {@link #finish}.
 */
public final class Importer {
    /** Of one file. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    /** What we know by its first bytes and do not read. */
    private static final Map<String, String> FOREIGN =
            Map.of(
                    "OTPClient", "an OTPClient database",
                    "\u00ac\u00ed\u0000\u0005", "a FreeOTP 2 backup",
                    "PK\u0003\u0004", "a ZIP archive",
                    "SQLite format 3", "a SQLite database",
                    "\u0003\u00d9\u00a2\u009a", "a KeePass database",
                    "-----BEGIN PGP", "an OpenPGP message",
                    "folder,favorite", "a Bitwarden CSV file (export JSON instead)",
                    "<?xml", "an XML file");

    private final Passwords passwords;
    private final Harvest harvest = new Harvest();
    private final GoogleBatches batches = new GoogleBatches();

    public Importer(Passwords passwords) {
        this.passwords = passwords;
    }

    /**
     * Reads one file.
     *
     * @throws ExchangeException when nothing of it can be read, in one line
     */
    public void read(String file, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new ExchangeException("it has more than 16 MiB: no export is that large");
        }
        var wrapped = new Wrapped(file, passwords);
        if (Vault.isVault(bytes)) {
            readBackup(bytes, file);
        } else if (Stratum.isSealed(bytes)) {
            Stratum.read(Stratum.open(bytes, wrapped), harvest);
        } else {
            refuseForeign(bytes);
            readText(bytes, wrapped);
        }
    }

    /** All that was read; a part of an export that is missing is among what was skipped. */
    public Reading finish() {
        batches.finish(harvest);
        return harvest.reading();
    }

    private void readText(byte[] bytes, Wrapped wrapped) {
        String text = text(bytes);
        if (text.startsWith("{") || text.startsWith("[")) {
            readJson(Tree.parse(text.getBytes(StandardCharsets.UTF_8)), wrapped);
        } else if (isUris(text)) {
            UriList.read(text, harvest, batches);
        } else if (AndOtp.mayBeSealed(bytes)) {
            AndOtp.read(AndOtp.open(bytes, wrapped), harvest);
        } else {
            throw new ExchangeException("its format is not known");
        }
    }

    private void readJson(Tree file, Wrapped wrapped) {
        if (file.isList()) {
            AndOtp.read(file, harvest);
        } else if (file.has("header") && file.has("db")) {
            Aegis.read(file, wrapped, harvest);
        } else if (file.has("schemaVersion") && file.has("services")) {
            TwoFas.read(file, wrapped, harvest);
        } else if (file.has("tokens")) {
            FreeOtpPlus.read(file, harvest);
        } else if (file.has("Authenticators")) {
            Stratum.read(file, harvest);
        } else if (file.has("kdfParams") && file.has("encryptedData")) {
            UriList.read(Ente.open(file, wrapped), harvest, batches);
        } else if (file.has("encrypted")) {
            Bitwarden.read(file, wrapped, harvest);
        } else {
            throw new ExchangeException("it is JSON of a format that is not known");
        }
    }

    /** Another vault file: names and notes come along, and what was in the trash stays there. */
    private void readBackup(byte[] bytes, String file) {
        char[] characters = passwords.of(file, "Countersign backup");
        Contents contents;
        try (Passphrase passphrase = Passphrase.copyOf(characters)) {
            contents = Vault.contents(bytes, passphrase);
        } catch (VaultException | IllegalArgumentException e) {
            throw new ExchangeException(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(characters, ' ');
        }
        for (Entry entry : contents.entries()) {
            if (entry.isTrashed()) {
                harvest.skip(entry.name(), "it is in the trash there");
            } else {
                harvest.take(
                        entry.name(),
                        () -> new Found(entry.name(), entry.account(), entry.notes(), List.of()));
            }
        }
        contents.unreadable().forEach(one -> harvest.skip(one.name(), one.why()));
    }

    private static boolean isUris(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.lines()
                .map(String::strip)
                .anyMatch(line ->
                        line.startsWith("otpauth")
                                || line.startsWith("apple-otpauth:")
                                || line.startsWith("steam://")
                                || line.startsWith("motp:"));
    }

    private static void refuseForeign(byte[] bytes) {
        int length = Math.min(bytes.length, 16);
        String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        FOREIGN.forEach((magic, what) -> {
            if (start.startsWith(magic)) {
                throw new ExchangeException("it is " + what + ", which is not read here");
            }
        });
    }

    /** Without the byte-order mark and what is around it. */
    private static String text(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
        } else if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            charset = StandardCharsets.UTF_16BE;
        }
        return new String(bytes, charset).replace("\ufeff", "").strip();
    }
}
