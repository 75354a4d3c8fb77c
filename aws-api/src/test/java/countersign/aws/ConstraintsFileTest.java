package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConstraintsFileTest {
    @Test
    void isWhatTheToolMakesOfThisMachinesModels() throws Exception {
        String made = ConstraintsTool.make(Botocore.data());
        Path file = Path.of("src/main/resources/countersign/aws/constraints.json");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(made);
    }

    @Test
    void everyActionIsAtAwsToo() {
        assertThat(Action.all()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(Action.all())
                .allSatisfy(action ->
                        assertThat(countersign.aws.query.SdkShapes.of(action))
                                .as(action.name())
                                .isPresent());
    }
}
