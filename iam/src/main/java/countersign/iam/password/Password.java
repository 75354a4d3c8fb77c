package countersign.iam.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;

/** A password as typed, in Unicode NFC. Cannot print itself. */
public final class Password {
    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** Takes what was typed, blanks and all (NIST SP 800-63B-4 section 3.1.1.2). */
    public static Password of(String typed) {
        return new Password(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    /** Length in code points. */
    int length() {
        return text.codePointCount(0, text.length());
    }

    byte[] bytesForHashing() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean matches(java.util.function.Predicate<String> rule) {
        return rule.test(text);
    }

    boolean isSame(Password other) {
        return MessageDigest.isEqual(bytesForHashing(), other.bytesForHashing());
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
