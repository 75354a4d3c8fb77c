package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.actions.Actions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionTablesTest {
    /** Not calls of their own. */
    private static final Set<String> PERMISSIONS_ONLY =
            Set.of("sts:TagSession", "sts:SetSourceIdentity");

    @Test
    void whatTheApiHasIsWhatIamAuthorises() {
        Set<String> here =
                Action.all().stream().map(Action::qualifiedName).collect(Collectors.toSet());
        Set<String> there =
                Arrays.stream(countersign.iam.authorization.Action.values())
                        .map(countersign.iam.authorization.Action::policyName)
                        .filter(name -> !PERMISSIONS_ONLY.contains(name))
                        .collect(Collectors.toSet());
        assertThat(here).isEqualTo(there);
    }

    @Test
    void everyActionHasAHandler(@TempDir Path folder) {
        try (var rig = new ApiRig(folder)) {
            var handlers = Actions.all(rig.iam, "Countersign");
            assertThat(Action.all()).allSatisfy(it -> assertThat(handlers.find(it)).isPresent());
        }
    }
}
