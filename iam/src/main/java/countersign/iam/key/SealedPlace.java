package countersign.iam.key;

import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value belongs. It is the associated data of the seal, so a value that is copied to
 * another table, account, owner or row, or put back after a change of {@code epoch}, does not open.
 */
public record SealedPlace(String table, String account, String principal, String id, long epoch) {
    /** Length-prefixed, so that no two places have the same bytes. */
    byte[] associatedData() {
        StringBuilder text = new StringBuilder();
        for (String part : new String[] {table, account, principal, id, Long.toString(epoch)}) {
            text.append(part.length()).append(':').append(part);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
