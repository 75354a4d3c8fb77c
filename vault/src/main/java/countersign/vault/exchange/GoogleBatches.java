package countersign.vault.exchange;

import countersign.otp.OtpFormatException;
import countersign.otp.Seed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parts of Google Authenticator's exports ({@code otpauth-migration:}), in any order and from
 * any number of pictures. Accounts come out in the order of the parts; a missing part is named.
 */
final class GoogleBatches {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_ACCOUNTS = 100;
    private static final int MOST_PARTS = 100;

    private final Map<Long, Batch> batches = new LinkedHashMap<>();

    private record Batch(int size, Map<Integer, List<byte[]>> parts) {}

    void add(String uri) {
        var payload = new Protobuf(data(uri));
        var accounts = new ArrayList<byte[]>();
        long size = 1;
        long index = 0;
        long id = 0;
        for (int field = payload.next(); field != 0; field = payload.next()) {
            switch (field) {
                case 1 -> accounts.add(payload.bytes());
                case 3 -> size = payload.number();
                case 4 -> index = payload.number();
                case 5 -> id = payload.number();
                default -> payload.skip();
            }
        }
        if (accounts.size() > MOST_ACCOUNTS || size > MOST_PARTS || index < 0 || index >= size) {
            throw new ExchangeException("the migration code says impossible things about itself");
        }
        int parts = (int) size;
        // As 32 bits: a negative id may be written as five bytes or as ten.
        Batch batch =
                batches.computeIfAbsent((long) (int) id, _ -> new Batch(parts, new TreeMap<>()));
        if (batch.size() != parts) {
            throw new ExchangeException("the migration codes of one export disagree");
        }
        batch.parts().put((int) index, accounts);
    }

    private static byte[] data(String uri) {
        int at = uri.indexOf("data=");
        if (at < 0 || uri.length() > MOST_CHARACTERS) {
            throw new ExchangeException("the migration code has no data");
        }
        String raw = uri.substring(at + 5);
        int end = raw.indexOf('&');
        String text = end < 0 ? raw : raw.substring(0, end);
        try {
            // The plus of Base64 is often left as it is, or was made a space.
            String decoded =
                    URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                            .replace(' ', '+')
                            .replace('-', '+')
                            .replace('_', '/')
                            .replace("=", "");
            return Base64.getDecoder().decode(decoded);
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("the migration code is damaged or cut short");
        }
    }

    void finish(Harvest harvest) {
        for (Batch batch : batches.values()) {
            int number = 0;
            for (List<byte[]> part : batch.parts().values()) {
                for (byte[] account : part) {
                    number++;
                    read(account, number, harvest);
                }
            }
            String missing =
                    IntStream.range(0, batch.size())
                            .filter(index -> !batch.parts().containsKey(index))
                            .mapToObj(index -> Integer.toString(index + 1))
                            .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                harvest.skip(
                        "QR code " + missing + " of " + batch.size(),
                        "this part of the export was not given");
            }
        }
    }

    private static void read(byte[] message, int number, Harvest harvest) {
        try {
            Account account = Account.read(message);
            harvest.take(Raw.label(account.issuer, account.name, number), account::found);
        } catch (ExchangeException e) {
            harvest.skip("number " + number, String.valueOf(e.getMessage()));
        }
    }

    private static final class Account {
        private byte[] secret = new byte[0];
        private String name = "";
        private String issuer = "";
        private long algorithm = 0;
        private long digits = 0;
        private long type = 0;
        private long counter = 0;
        private long period = 30;

        static Account read(byte[] message) {
            var fields = new Protobuf(message);
            var account = new Account();
            for (int field = fields.next(); field != 0; field = fields.next()) {
                switch (field) {
                    case 1 -> account.secret = fields.bytes();
                    case 2 -> account.name = new String(fields.bytes(), StandardCharsets.UTF_8);
                    case 3 -> account.issuer = new String(fields.bytes(), StandardCharsets.UTF_8);
                    case 4 -> account.algorithm = fields.number();
                    case 5 -> account.digits = fields.number();
                    case 6 -> account.type = fields.number();
                    case 7 -> account.counter = fields.number();
                    case 8 -> account.period = fields.number();
                    default -> fields.skip();
                }
            }
            return account;
        }

        Found found() {
            if (secret.length == 0) {
                throw new ExchangeException("it has no secret");
            }
            String prefix = issuer + ":";
            boolean repeated = !issuer.isEmpty() && name.startsWith(prefix);
            return new Raw(issuer, repeated ? name.substring(prefix.length()) : name)
                    .type(type == 1 ? "hotp" : type == 0 || type == 2 ? "totp" : "type " + type)
                    .algorithm(algorithmName())
                    .digits(digits == 2 ? 8 : digits == 0 || digits == 1 ? 6 : -1)
                    .counter(counter)
                    .period(period)
                    .found(seed());
        }

        private Seed seed() {
            try {
                return Seed.copyOf(secret);
            } catch (OtpFormatException e) {
                throw new ExchangeException("its secret has an impossible length");
            }
        }

        private String algorithmName() {
            return switch ((int) algorithm) {
                case 0, 1 -> "SHA1";
                case 2 -> "SHA256";
                case 3 -> "SHA512";
                case 4 -> "MD5";
                default -> "number " + algorithm;
            };
        }
    }
}
