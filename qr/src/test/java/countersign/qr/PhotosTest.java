package countersign.qr;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.qr.photos.Photos;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Photographs of codes: how many are read, by what is wrong with them. */
class PhotosTest {
    private static final long SEED = 20261122;
    private static final int COUNT = 200;
    private static final int PERCENT_WANTED = 90;

    @Test
    void readsNineOfTenPhotographs() {
        Map<Photos.Fault, int[]> readOfAll = new EnumMap<>(Photos.Fault.class);
        Photos.of(SEED, COUNT)
                .forEach(photo -> {
                    int[] counts = readOfAll.computeIfAbsent(photo.fault(), _ -> new int[2]);
                    counts[1]++;
                    if (isRead(photo)) counts[0]++;
                });
        int read = readOfAll.values().stream().mapToInt(counts -> counts[0]).sum();
        var report = new StringBuilder("seed " + SEED + ": " + read + " of " + COUNT + " read");
        readOfAll.forEach((fault, counts) ->
                report.append(", ")
                        .append(fault)
                        .append(' ')
                        .append(counts[0])
                        .append('/')
                        .append(counts[1]));
        System.out.println(report);
        assertThat(100 * read / COUNT).as(report.toString()).isGreaterThanOrEqualTo(PERCENT_WANTED);
    }

    private static boolean isRead(Photos.Photo photo) {
        try {
            var texts = QrReader.read(photo.jpeg());
            assertThat(texts).as("never another text").isSubsetOf(photo.text());
            return !texts.isEmpty();
        } catch (PictureException e) {
            throw new AssertionError(e);
        }
    }
}
