package countersign.vault.exchange;

import countersign.otp.Seed;
import java.util.List;

/** FreeOTP+'s JSON. Its counters are those of the code given last, one behind everybody's. */
final class FreeOtpPlus {
    private FreeOtpPlus() {}

    static void read(Tree file, Harvest harvest) {
        int number = 0;
        for (Tree token : file.items("tokens")) {
            number++;
            harvest.take(
                    Raw.label(issuer(token), token.text("label"), number), () -> account(token));
        }
    }

    private static String issuer(Tree token) {
        return token.text("issuerInt").isBlank()
                ? token.text("issuerExt")
                : token.text("issuerInt");
    }

    private static Found account(Tree token) {
        String type = token.text("issuerExt").equals("Steam") ? "steam" : token.text("type");
        return new Raw(issuer(token), token.text("label"))
                .type(type)
                .algorithm(token.has("algo") ? token.text("algo") : "SHA1")
                .digits(token.number("digits", 6))
                .period(token.number("period", 30))
                .counter(Math.addExact(Math.min(token.number("counter", 0), 1L << 62), 1))
                .found(seed(token.items("secret")));
    }

    private static Seed seed(List<Tree> signed) {
        byte[] bytes = new byte[signed.size()];
        for (int i = 0; i < bytes.length; i++) {
            long value = signed.get(i).number();
            if (value < Byte.MIN_VALUE || value > 255) {
                throw new ExchangeException("its secret is no list of bytes");
            }
            bytes[i] = (byte) value;
        }
        return Seed.copyOf(bytes);
    }
}
