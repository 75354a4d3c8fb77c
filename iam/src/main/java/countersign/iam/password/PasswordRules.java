package countersign.iam.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a new password must be (NIST SP 800-63B-4 section 3.1.1.2): long enough, not among those
 * that everybody tries first, not one's own address. No rules on its composition.
 */
public final class PasswordRules {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private final Set<String> common;

    private PasswordRules(Set<String> common) {
        this.common = common;
    }

    /** With the list of common passwords that is part of this module. */
    public static PasswordRules withCommonPasswords() {
        var stream = PasswordRules.class.getResourceAsStream("common-passwords.txt");
        if (stream == null)
            throw new IllegalStateException("the list of common passwords is missing");
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Set<String> common = new HashSet<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(common::add);
            return new PasswordRules(Set.copyOf(common));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the list of common passwords", e);
        }
    }

    /**
     * What is wrong with {@code password}; empty when nothing is.
     *
     * @param ownNames what its owner signs in with
     */
    public Optional<Weakness> check(Password password, List<String> ownNames) {
        if (password.length() < SHORTEST) return Optional.of(Weakness.TOO_SHORT);
        if (password.length() > LONGEST) return Optional.of(Weakness.TOO_LONG);
        if (password.matches(this::isCommon)) return Optional.of(Weakness.COMMON);
        if (password.matches(text -> isOwn(text, ownNames))) return Optional.of(Weakness.OWN_NAME);
        return Optional.empty();
    }

    private boolean isCommon(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return common.contains(lower) || lower.chars().distinct().count() == 1;
    }

    private static boolean isOwn(String text, List<String> names) {
        return names.stream().anyMatch(text::equalsIgnoreCase);
    }

    /** Why a password is refused, in words for its owner. */
    public enum Weakness {
        TOO_SHORT("Use at least 8 characters."),
        TOO_LONG("Use at most 128 characters."),
        COMMON("This password is on the lists that attackers try first. Choose another."),
        OWN_NAME("Do not use what you sign in with as the password.");

        private final String advice;

        Weakness(String advice) {
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }
}
