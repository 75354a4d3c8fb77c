package countersign.qr;

import static java.util.stream.Collectors.counting;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.qr.photos.Photos;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Photographs of codes: how many are read, by what is wrong with them. */
class PhotosTest {
    private static final long SEED = 20261122;
    private static final int COUNT = 200;
    private static final int PERCENT_WANTED = 90;

    /** A photograph as a file, which is smaller than a picture. */
    private static final class Taken {
        private final Photos.Fault fault;
        private final String text;
        private final byte[] jpeg;

        Taken(Photos.Photo photo) {
            this.fault = photo.fault();
            this.text = photo.text();
            this.jpeg = photo.jpeg();
        }

        Photos.Fault fault() {
            return fault;
        }

        boolean isRead() {
            try {
                var texts = QrReader.read(jpeg);
                assertThat(texts).as("never another text").isSubsetOf(text);
                return !texts.isEmpty();
            } catch (PictureException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void readsNineOfTenPhotographs() {
        List<Taken> all = Photos.of(SEED, COUNT).map(Taken::new).toList();
        Map<Photos.Fault, Long> readByFault =
                all.parallelStream()
                        .filter(Taken::isRead)
                        .collect(Collectors.groupingBy(Taken::fault, TreeMap::new, counting()));
        long read = readByFault.values().stream().mapToLong(Long::longValue).sum();
        String report = "seed %d: %d of %d read: %s".formatted(SEED, read, COUNT, readByFault);
        System.out.println(report);
        assertThat(100 * read / COUNT).as(report).isGreaterThanOrEqualTo(PERCENT_WANTED);
    }
}
