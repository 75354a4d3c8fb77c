package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.iam.Page;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Markers of one action: base64url of a version, a mark of the action, and the key after which the
 * list goes on. They hold no secret and need none: whoever makes one up sees a part of what it may
 * see.
 */
final class Paging {
    private static final int MOST = 100;
    private static final byte VERSION = 1;
    private static final int HEAD = 4;

    private final byte[] head;

    Paging(String action) {
        this.head = Arrays.copyOf(sha256(action), HEAD);
        this.head[0] = VERSION;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The page that a request asks for. */
    Page page(@Nullable String marker, @Nullable Integer maxItems) {
        return page(null, marker, maxItems);
    }

    /** The page that a request asks for, of a list that can be cut down to a path. */
    Page page(@Nullable String pathPrefix, @Nullable String marker, @Nullable Integer maxItems) {
        String after = marker == null ? "" : read(marker).orElseThrow(Paging::invalid);
        int most = maxItems == null ? MOST : maxItems;
        return new Page(pathPrefix == null ? "/" : pathPrefix, after, most);
    }

    private Optional<String> read(String marker) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(marker);
            boolean ours = bytes.length > HEAD && Arrays.equals(bytes, 0, HEAD, this.head, 0, HEAD);
            return ours
                    ? Optional.of(text(ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD)))
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    static ApiFault invalid() {
        return new ApiFault(ErrorCode.VALIDATION_ERROR, "Invalid Marker.");
    }

    /** What the answer gives back to go on with; null, as the SDK wants it, at the end. */
    @Nullable String marker(Page.Of<?> page) {
        if (page.next().isEmpty()) {
            return null;
        }
        byte[] key = page.next().getBytes(StandardCharsets.UTF_8);
        byte[] marker = Arrays.copyOf(head, HEAD + key.length);
        System.arraycopy(key, 0, marker, HEAD, key.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marker);
    }

    static boolean isTruncated(Page.Of<?> page) {
        return !page.next().isEmpty();
    }
}
