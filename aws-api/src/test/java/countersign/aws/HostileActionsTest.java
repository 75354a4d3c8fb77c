package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody with a key sends, to whatever action, none of it is our fault. */
class HostileActionsTest {
    private static final int CALLS = 100_000;
    private static final int THREADS = 8;

    /** The first ones fill what is kept for speed: keys, policies, answers of the model. */
    private static final int FIRST_CALLS = CALLS / 5;

    private static final long MOST_GROWTH_BYTES = 16L * 1024 * 1024;

    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @Test
    void aHundredThousandStrangeCallsNeverBlameUsAndAreForgotten(@TempDir Path folder)
            throws Exception {
        try (var rig = new ApiRig(folder)) {
            List<TestKey> keys = keys(rig);
            send(rig, keys, FIRST_CALLS, 0);
            long before = heldBytes(rig);
            send(rig, keys, CALLS - FIRST_CALLS, THREADS);
            long after = heldBytes(rig);
            assertThat(rig.failures).isEmpty();
            assertThat(statuses).allMatch(status -> status < 500);
            assertThat(sent).hasSameSizeAs(Action.all());
            assertThat(done).as("some are done").hasSizeGreaterThan(Action.all().size() / 2);
            assertThat(after - before).as("bytes that stay").isLessThan(MOST_GROWTH_BYTES);
        }
    }

    /** A root user's, an administrator's, and those of a session of a role. */
    private static List<TestKey> keys(ApiRig rig) {
        TestKey root = rig.root();
        TestKey ada = rig.admin(root, "ada");
        String[] role = {"RoleName", "keeper", "AssumeRolePolicyDocument", Samples.TRUST};
        rig.call(ada, "CreateRole", role);
        String all = "arn:aws:iam::aws:policy/AdministratorAccess";
        rig.call(ada, "AttachRolePolicy", "RoleName", "keeper", "PolicyArn", all);
        String arn = "arn:aws:iam::123456789012:role/keeper";
        String[] assume = {"RoleArn", arn, "RoleSessionName", "s1"};
        return List.of(root, ada, TestKey.of(rig.call(ada, "AssumeRole", assume)));
    }

    private void send(ApiRig rig, List<TestKey> keys, int calls, long seed) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                var hostility = new Hostility(seed + thread);
                running.add(
                        threads.submit(() -> {
                            for (int i = 0; i < calls / THREADS; i++) send(rig, keys, hostility);
                        }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void send(ApiRig rig, List<TestKey> keys, Hostility hostility) {
        Action action = hostility.action();
        TestKey by = hostility.any(keys);
        String[] form = hostility.form(action);
        XmlAnswer answer = rig.call(by, action.name(), form);
        sent.add(action.name());
        statuses.add(answer.status());
        if (answer.done()) done.add(action.name());
    }

    /** What is still reachable, once the records are in that nobody waited for. */
    private static long heldBytes(ApiRig rig) {
        rig.store.write(_ -> true);
        rig.observed.clear();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
