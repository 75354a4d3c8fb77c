package countersign.aws.query;

/** How the protocol spells a member. */
final class Names {
    private Names() {}

    /** {@code UserName} is {@code userName} in a text for people. */
    static String lowerCamel(String wireName) {
        return Character.toLowerCase(wireName.charAt(0)) + wireName.substring(1);
    }

    /** Where a list's entry stands: {@code tags.1.member}. */
    static String entry(String list, int number) {
        return list + "." + number + ".member";
    }

    /** Where a member of the structure at {@code place} stands; the root's place is empty. */
    static String member(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
