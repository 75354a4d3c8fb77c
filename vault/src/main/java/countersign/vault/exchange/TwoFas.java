package countersign.vault.exchange;

import countersign.otp.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** 2FAS's backups, schema 1 to 4, plain and sealed. */
final class TwoFas {
    private static final int ROUNDS = 10_000;

    private TwoFas() {}

    static void read(Tree file, Wrapped wrapped, Harvest harvest) {
        List<Tree> services = file.items("services");
        String sealed = file.text("servicesEncrypted");
        if (!sealed.isEmpty()) {
            services = Tree.parse(open(sealed, wrapped)).items();
        }
        Map<String, String> groups = new HashMap<>();
        file.items("groups").forEach(group -> groups.put(group.text("id"), group.text("name")));
        int number = 0;
        for (Tree service : services) {
            number++;
            String name = service.text("name");
            harvest.take(
                    Raw.label(name, service.get("otp").text("account"), number),
                    () -> account(service, groups));
        }
    }

    private static Found account(Tree service, Map<String, String> groups) {
        Tree otp = service.get("otp");
        String issuer = first(otp.text("issuer"), service.text("name"));
        String account = first(otp.text("account"), otp.text("label"));
        String group = groups.getOrDefault(service.text("groupId"), "");
        return new Raw(issuer, account)
                .type(first(otp.text("tokenType"), "totp"))
                .algorithm(first(otp.text("algorithm"), "SHA1"))
                .digits(otp.number("digits", 6))
                .period(otp.number("period", 30))
                .counter(otp.number("counter", 0))
                .notes("", group.isEmpty() ? List.of() : List.of(group))
                .found(Seed.parseBase32(service.text("secret")));
    }

    private static String first(String one, String other) {
        return one.isBlank() ? other : one;
    }

    private static byte[] open(String sealed, Wrapped wrapped) {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3) {
            throw new ExchangeException("its sealed part is damaged or cut short");
        }
        byte[] text = Crypto.base64(parts[0]);
        byte[] salt = Crypto.base64(parts[1]);
        byte[] nonce = Crypto.base64(parts[2]);
        return wrapped.open(
                "2FAS backup",
                password ->
                        Crypto.gcm(
                                Crypto.pbkdf2(new SHA256Digest(), password, salt, ROUNDS),
                                nonce,
                                text));
    }
}
