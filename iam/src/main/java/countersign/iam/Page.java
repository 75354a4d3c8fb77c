package countersign.iam;

import java.util.List;
import java.util.function.Function;

/**
 * A piece of a list that is in the order of its keys.
 *
 * @param pathPrefix only what has a path that begins so; "/" for all
 * @param after only keys behind this one; "" to begin
 * @param most how many at the most
 */
public record Page(String pathPrefix, String after, int most) {
    private static final int ALL = Integer.MAX_VALUE - 1;

    public static Page all() {
        return new Page("/", "", ALL);
    }

    /** One more than asked for, so that one can see whether there are more. */
    public Page andOneMore() {
        return new Page(pathPrefix, after, most + 1);
    }

    /**
     * What a page holds.
     *
     * @param next the key to go on after; "" when this is the end
     */
    public record Of<T>(List<T> items, String next) {
        public Of {
            items = List.copyOf(items);
        }
    }

    /** Cuts what {@link #andOneMore} fetched to this page. */
    public <T> Of<T> cut(List<T> fetched, Function<T, String> key) {
        if (fetched.size() <= most) return new Of<>(fetched, "");
        List<T> items = fetched.subList(0, most);
        return new Of<>(items, key.apply(items.getLast()));
    }
}
