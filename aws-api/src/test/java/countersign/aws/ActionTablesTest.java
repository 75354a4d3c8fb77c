package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.actions.Actions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionTablesTest {
    @Test
    void everyCallIsAuthorisedUnderItsOwnName() {
        assertThat(Action.all())
                .extracting(Action::qualifiedName)
                .contains("iam:EnableMFADevice", "sts:AssumeRole")
                .doesNotContain("sts:TagSession", "sts:SetSourceIdentity")
                .allSatisfy(name ->
                        assertThat(countersign.iam.authorization.Action.values())
                                .extracting(countersign.iam.authorization.Action::policyName)
                                .contains(name));
    }

    @Test
    void everyActionHasAHandler(@TempDir Path folder) {
        try (var rig = new ApiRig(folder)) {
            var handlers = Actions.all(rig.iam, "Countersign");
            assertThat(Action.all()).allSatisfy(it -> assertThat(handlers.find(it)).isPresent());
        }
    }
}
