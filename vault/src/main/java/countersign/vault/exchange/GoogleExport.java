package countersign.vault.exchange;

import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.Steam;
import countersign.otp.Totp;
import countersign.vault.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Accounts as Google Authenticator's QR codes, three in each: with the long keys of AWS more make a
 * picture that cameras read badly.
 *
 * @param uris the text of each QR code, in order
 * @param leftOut what that format cannot say
 */
public record GoogleExport(List<String> uris, List<Skipped> leftOut) {
    private static final int IN_ONE_PICTURE = 3;

    public GoogleExport {
        uris = List.copyOf(uris);
        leftOut = List.copyOf(leftOut);
    }

    public static GoogleExport of(List<Entry> entries, RandomGenerator random) {
        var accounts = new ArrayList<byte[]>();
        var leftOut = new ArrayList<Skipped>();
        for (Entry entry : entries) {
            String why = whyNot(entry.account());
            if (why.isEmpty()) {
                accounts.add(message(Exporter.labelled(entry)));
            } else {
                leftOut.add(new Skipped(entry.name(), why));
            }
        }
        var uris = new ArrayList<String>();
        int id = random.nextInt();
        int parts = (accounts.size() + IN_ONE_PICTURE - 1) / IN_ONE_PICTURE;
        for (int part = 0; part < parts; part++) {
            int from = part * IN_ONE_PICTURE;
            int to = Math.min(from + IN_ONE_PICTURE, accounts.size());
            uris.add(uri(accounts.subList(from, to), parts, part, id));
        }
        return new GoogleExport(uris, leftOut);
    }

    private static String whyNot(OtpAuthUri account) {
        return switch (account.method()) {
            case Steam _ -> "the format has no Steam codes";
            case Totp totp when totp.periodSeconds() != 30 ->
                    "the format has no period but 30 seconds";
            case Totp totp -> whyNotDigits(totp.digits());
            case Hotp hotp -> whyNotDigits(hotp.digits());
        };
    }

    private static String whyNotDigits(int digits) {
        return digits == 6 || digits == 8 ? "" : "the format has codes of 6 and 8 digits only";
    }

    private static byte[] message(OtpAuthUri account) {
        var message =
                new Protobuf.Writer()
                        .bytes(1, account.seed().revealForSealing())
                        .bytes(2, account.account().getBytes(StandardCharsets.UTF_8))
                        .bytes(3, account.issuer().getBytes(StandardCharsets.UTF_8))
                        .number(4, algorithm(account.method().hash()))
                        .number(5, account.method().digits() == 8 ? 2 : 1)
                        .number(6, account.method() instanceof Hotp ? 1 : 2);
        if (account.method() instanceof Hotp hotp) {
            message.number(7, hotp.counter());
        }
        return message.message();
    }

    private static int algorithm(HashFunction hash) {
        return switch (hash) {
            case SHA1 -> 1;
            case SHA256 -> 2;
            case SHA512 -> 3;
        };
    }

    private static String uri(List<byte[]> accounts, int parts, int part, int id) {
        var payload = new Protobuf.Writer();
        accounts.forEach(account -> payload.bytes(1, account));
        byte[] message =
                payload.number(2, 1).number(3, parts).number(4, part).number(5, id).message();
        String base64 = Base64.getEncoder().encodeToString(message);
        return "otpauth-migration://offline?data="
                + base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }
}
