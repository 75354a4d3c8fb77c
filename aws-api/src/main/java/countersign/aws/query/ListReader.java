package countersign.aws.query;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.traits.ListTrait;

/** Reads {@code X.member.N}, with AWS's ideas of what an index is. */
final class ListReader implements ValueReader {
    private static final int MOST_SKIPPED = 10;
    private static final int LONGEST_INDEX = 18;

    private final boolean flattened;
    private final String memberName;
    private final ValueReader entries;

    ListReader(ListTrait trait) {
        this.flattened = trait.isFlattened();
        this.memberName = Optional.ofNullable(trait.memberLocationName()).orElse("member");
        this.entries = ValueReader.of(trait.memberFieldInfo());
    }

    /** {@code X=} without entries is an empty list, which is how clients send one. */
    @Override
    public Optional<Object> read(FormTree node, String place, List<String> missing) {
        Optional<FormTree> list = flattened ? Optional.of(node) : node.at(memberName);
        if (list.isEmpty() || list.get().children().isEmpty()) {
            return node.value().filter(String::isEmpty).map(_ -> List.of());
        }
        var byIndex = new TreeMap<Long, FormTree>();
        int unnumbered = sort(list.get(), byIndex);
        return Optional.of(inOrder(byIndex, unnumbered, place, missing));
    }

    /** Returns how many entries have no number for an index. */
    private static int sort(FormTree list, Map<Long, FormTree> byIndex) {
        int unnumbered = 0;
        for (Map.Entry<String, FormTree> entry : list.children().entrySet()) {
            String key = entry.getKey();
            refuse(key, entry.getValue());
            if (isDigits(key) && key.length() <= LONGEST_INDEX) {
                byIndex.putIfAbsent(Long.parseLong(key), entry.getValue());
            } else {
                unnumbered++;
            }
        }
        return unnumbered;
    }

    private static void refuse(String key, FormTree entry) {
        if (key.startsWith("-")) {
            throw malformed("Key " + key + " may not have a leading '-'");
        }
        if (isDigits(key) && key.chars().allMatch(c -> c == '0')) {
            throw malformed(key + " is not a valid index");
        }
        if (isDigits(key) && entry.children().keySet().stream().anyMatch(ListReader::isDigits)) {
            throw malformed("Two index elements may not occur back to back");
        }
    }

    /** What lacks its number is a missing entry behind the others. */
    private List<Object> inOrder(
            SortedMap<Long, FormTree> byIndex, int unnumbered, String place, List<String> missing) {
        long last = byIndex.isEmpty() ? 0 : byIndex.lastKey();
        long skipped = last - byIndex.size() + unnumbered;
        if (skipped > MOST_SKIPPED) {
            throw malformed("Excessively sparse input would skip " + skipped + " list elements");
        }
        var values = new ArrayList<Object>(byIndex.size());
        for (int i = 1; i <= last + unnumbered; i++) {
            String here = Names.entry(place, i);
            Optional.ofNullable(byIndex.get((long) i))
                    .flatMap(node -> entries.read(node, here, missing))
                    .ifPresentOrElse(values::add, () -> missing.add(here));
        }
        return values;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ApiFault malformed(String message) {
        return new ApiFault(ErrorCode.MALFORMED_INPUT, message);
    }
}
