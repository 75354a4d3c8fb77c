package countersign.vault;

import java.util.Map;

/**
 * An account in the file that this program cannot make sense of. It stays in the file as it is; the
 * others open.
 */
public final class Unreadable {
    private static final int LONGEST_NAME = 256;

    private final Object json;
    private final int position;
    private final String why;

    Unreadable(Object json, int position, String why) {
        this.json = json;
        this.position = position;
        this.why = why;
    }

    /** As its name field says, when there is one, else by its place in the list. */
    public String name() {
        boolean named =
                json instanceof Json.Fields fields
                        && fields.byName().get("name") instanceof String name
                        && !name.isBlank()
                        && name.length() <= LONGEST_NAME
                        && name.codePoints().noneMatch(Character::isISOControl);
        return named ? ((Json.Fields) json).text("name") : "number " + position;
    }

    /** Without any secret. */
    public String why() {
        return why;
    }

    /** To be written back. */
    Object json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unreadable unreadable && json.equals(unreadable.json);
    }

    @Override
    public int hashCode() {
        return json instanceof Map<?, ?> map ? map.size() : 1;
    }

    @Override
    public String toString() {
        return "Unreadable[" + name() + "]";
    }
}
