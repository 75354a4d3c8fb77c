package countersign.vault.exchange;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.vault.Entry;
import countersign.vault.Notes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One otpauth URI a line, as many programs export; blank lines and # comments do not count. */
final class UriList {
    private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*(?:otpauth|steam|motp))");

    private UriList() {}

    static void read(String text, Harvest harvest, GoogleBatches batches) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            for (String uri : BETWEEN.split(line, -1)) {
                readOne(uri.strip(), "line " + number, harvest, batches);
            }
        }
    }

    private static void readOne(String uri, String place, Harvest harvest, GoogleBatches batches) {
        String start = uri.substring(0, Math.min(uri.length(), 24)).toLowerCase(Locale.ROOT);
        if (start.startsWith("otpauth-migration:")) {
            try {
                batches.add(uri);
            } catch (ExchangeException e) {
                harvest.skip(place, String.valueOf(e.getMessage()));
            }
        } else if (start.startsWith("motp:")) {
            harvest.skip(place, "accounts of the type \"motp\" are not supported");
        } else {
            harvest.take(place, () -> account(uri));
        }
    }

    /** A URI, a {@code steam://} one, or a bare key, as password managers keep them. */
    static Found loose(String text, String issuer, String account) {
        String stripped = text.strip();
        if (stripped.toLowerCase(Locale.ROOT).startsWith("otpauth")) {
            return named(account(stripped), issuer, account);
        }
        if (stripped.regionMatches(true, 0, "steam://", 0, 8)) {
            return new Raw(issuer, account)
                    .type("steam")
                    .found(Seed.parseBase32(stripped.substring(8)));
        }
        return new Raw(issuer, account).found(Seed.parseBase32(stripped));
    }

    /** A URI that names nothing gets the name of the thing that it was kept with. */
    private static Found named(Found found, String issuer, String account) {
        OtpAuthUri uri = found.account();
        if (!uri.issuer().isEmpty() || !uri.account().isEmpty()) {
            return found;
        }
        var named =
                new OtpAuthUri(
                        Raw.plain(issuer),
                        Raw.plain(account),
                        uri.method(),
                        uri.seed(),
                        uri.extras());
        return Found.of(named, found.notes(), found.warnings());
    }

    static Found account(String uri) {
        if (uri.regionMatches(true, 0, "steam://", 0, 8)) {
            var seed = Seed.parseBase32(uri.substring(8));
            return Found.of(OtpAuthUri.of("Steam", "", new Steam(), seed), Notes.NONE, List.of());
        }
        OtpAuthUri.Reading reading = OtpAuthUri.parse(uri);
        var warnings = new ArrayList<>(reading.warnings());
        OtpAuthUri account = reading.uri();
        String display = account.extras().getOrDefault("codeDisplay", "");
        var extras = new LinkedHashMap<>(account.extras());
        extras.remove("codeDisplay");
        if (extras.keySet().removeIf(name -> !Entry.holdsExtra(name))) {
            warnings.add("a parameter with a name of more than 1,024 bytes stays behind");
        }
        var bare =
                new OtpAuthUri(
                        account.issuer(),
                        account.account(),
                        account.method(),
                        account.seed(),
                        extras);
        return display.isEmpty()
                ? Found.of(bare, Notes.NONE, warnings)
                : entes(bare, display, warnings);
    }

    /** Ente's own parameter: JSON with tags, a note and the trash. */
    private static Found entes(OtpAuthUri account, String display, List<String> warnings) {
        try {
            Tree tree = Tree.parse(display.getBytes(StandardCharsets.UTF_8));
            if (tree.isTrue("trashed")) {
                warnings.add("it was in the trash there");
            }
            List<String> tags = tree.items("tags").stream().map(Tree::text).toList();
            return Found.of(account, Raw.notes(tree.text("note"), tags, warnings), warnings);
        } catch (ExchangeException e) {
            warnings.add("its note and tags could not be read");
            return Found.of(account, Notes.NONE, warnings);
        }
    }
}
