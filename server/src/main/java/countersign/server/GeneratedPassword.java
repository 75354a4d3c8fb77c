package countersign.server;

import java.util.random.RandomGenerator;

/** Draws passwords that can be read aloud and typed: 4 groups of 5, about 98 bits. */
final class GeneratedPassword {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP = 5;

    private GeneratedPassword() {}

    static String draw(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            if (group > 0) text.append('-');
            for (int letter = 0; letter < GROUP; letter++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return text.toString();
    }
}
