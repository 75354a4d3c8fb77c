package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal that fails early would teach Java nothing, and nobody would see it. */
class RehearsalTest {
    @TempDir private Path folder;

    @Test
    void everyCommandGoesThrough() {
        assertThat(Rehearsal.run(folder))
                .hasSizeGreaterThan(3)
                .extractingFromEntries(Map.Entry::getValue)
                .containsOnly(0);
    }
}
