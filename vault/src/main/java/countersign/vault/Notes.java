package countersign.vault;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an owner writes beside an account; every part may be empty.
 *
 * @param letter on the icon, instead of the name's first
 * @param colour of the icon, as {@code #rrggbb}
 */
public record Notes(String note, List<String> tags, String letter, String colour) {
    public static final Notes NONE = new Notes("", List.of(), "", "");

    /** Of one account. */
    public static final int MOST_TAGS = 16;

    private static final int LONGEST_NOTE = 4096;
    private static final int LONGEST_TAG = 64;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    public Notes {
        tags = List.copyOf(tags);
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("a note has at most 4,096 characters");
        }
        if (tags.size() > MOST_TAGS || new HashSet<>(tags).size() < tags.size()) {
            throw new IllegalArgumentException("an account has at most 16 tags, no two alike");
        }
        if (tags.stream().anyMatch(tag -> tag.isEmpty() || tag.length() > LONGEST_TAG)) {
            throw new IllegalArgumentException("a tag has 1 to 64 characters");
        }
        if (letter.length() > 2) {
            throw new IllegalArgumentException("an icon has 1 or 2 characters");
        }
        if (!colour.isEmpty() && !COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("a colour is #rrggbb in small letters");
        }
    }

    public static Notes of(String note, List<String> tags) {
        return new Notes(note, tags, "", "");
    }

    /** Without the note, which may hold anything. */
    @Override
    public String toString() {
        return "Notes[" + note.length() + " characters, " + tags.size() + " tags]";
    }
}
