package countersign.vault.exchange;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** A sealed file and who knows its password; asked once, when it is needed. */
record Wrapped(String file, Passwords passwords) {
    static ExchangeException wrongPassword() {
        return new ExchangeException("the password does not open it, or it is damaged");
    }

    /** What {@code opener} makes of the password's UTF-8 bytes. */
    byte[] open(String format, Function<byte[], Optional<byte[]>> opener) {
        char[] characters = passwords.of(file, format);
        byte[] password = Crypto.utf8(characters);
        try {
            return opener.apply(password).orElseThrow(Wrapped::wrongPassword);
        } finally {
            Arrays.fill(characters, ' ');
            Arrays.fill(password, (byte) 0);
        }
    }
}
