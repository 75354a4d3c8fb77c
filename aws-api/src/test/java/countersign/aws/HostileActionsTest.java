package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody with a key sends, to whatever action, none of it is our fault. */
class HostileActionsTest {
    private static final int CALLS = 100_000;
    private static final int THREADS = 32;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "a",
                    "eve",
                    "sample",
                    "/",
                    "//",
                    "/x/",
                    "0",
                    "1",
                    "2",
                    "1000",
                    "43200",
                    "129600",
                    "-1",
                    "2147483647",
                    "true",
                    "false",
                    "*",
                    "{",
                    "{}",
                    "[]",
                    "null",
                    "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                    Samples.POLICY,
                    Samples.TRUST,
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/none",
                    "arn:aws:iam::123456789012:mfa/sample",
                    "arn:aws:iam::123456789012:user/eve",
                    "arn:aws:iam::123456789012:group/sample",
                    "arn:aws:iam::123456789012:role/sample",
                    "arn:aws:iam::123456789012:policy/sample",
                    "arn:aws:iam::123456789012:root",
                    "arn:aws:iam::999999999999:role/sample",
                    "arn:aws:iam::::::::::::::",
                    "aws:key",
                    "aws:MultiFactorAuthPresent",
                    "iam:GetUser",
                    "iam:*",
                    "sts:AssumeRole",
                    "000000",
                    "123456",
                    "v1",
                    "v99999999999999999999",
                    "Active",
                    "Inactive",
                    "Expired",
                    "Assigned",
                    "Local",
                    "User",
                    "PermissionsBoundary",
                    "date",
                    "AKIASAMPLESAMPLE0000",
                    "AfvGTw",
                    "AQ",
                    "k",
                    "K",
                    "é日本\uD83D\uDE00",
                    "\u0000\uFFFE\r\n\t<&]]>",
                    "x".repeat(64),
                    "x".repeat(300),
                    "A-_.,@=+");

    /** Slow on purpose, so asked for less often. */
    private static final Set<String> HASHING =
            Set.of("CreateLoginProfile", "UpdateLoginProfile", "ChangePassword");

    private static final List<String> PARTS =
            List.of(
                    "",
                    ".member.1",
                    ".member.2",
                    ".member.1.Key",
                    ".member.1.Value",
                    ".member.1.arn",
                    ".member.1.ContextKeyName",
                    ".member.1.ContextKeyValues.member.1",
                    ".member.1.ContextKeyType",
                    ".member.0",
                    ".member.x");

    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Map<String, java.util.concurrent.atomic.AtomicLong> nanos =
            new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();

    @Test
    void aHundredThousandStrangeCallsNeverBlameUs(@TempDir Path folder) throws Exception {
        try (var rig = new ApiRig(folder)) {
            TestKey root = rig.root();
            TestKey ada = rig.admin(root, "ada");
            String[] role = {"RoleName", "keeper", "AssumeRolePolicyDocument", Samples.TRUST};
            rig.call(ada, "CreateRole", role);
            String[] attach = {
                "RoleName", "keeper",
                "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"
            };
            rig.call(ada, "AttachRolePolicy", attach);
            String[] assume = {
                "RoleArn", "arn:aws:iam::123456789012:role/keeper", "RoleSessionName", "s1"
            };
            TestKey session = TestKey.of(rig.call(ada, "AssumeRole", assume));
            List<TestKey> keys = List.of(root, ada, session);
            run(rig, keys);
            rig.failures.forEach(f -> {
                if (f.getCause() != null) f.getCause().printStackTrace();
            });
            assertThat(rig.failures).isEmpty();
            assertThat(statuses.keySet()).allMatch(status -> status < 500);
            assertThat(done).as("some are done").hasSizeGreaterThan(Action.all().size() / 2);
        }
    }

    private void run(ApiRig rig, List<TestKey> keys) throws Exception {
        long end = System.nanoTime() + MOST_NANOS;
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                var random = new Random(thread);
                running.add(threads.submit(() -> run(rig, keys, random, end)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void run(ApiRig rig, List<TestKey> keys, Random random, long end) {
        for (int i = 0; i < CALLS / THREADS && System.nanoTime() < end; i++) {
            Action action = any(Action.all(), random);
            if (HASHING.contains(action.name()) && random.nextInt(20) > 0) {
                continue;
            }
            TestKey by = any(keys, random);
            String[] ff = form(action, random);
            long t0 = System.nanoTime();
            XmlAnswer answer = rig.call(by, action.name(), ff);
            nanos.computeIfAbsent(action.name(), _ -> new java.util.concurrent.atomic.AtomicLong())
                    .addAndGet(System.nanoTime() - t0);
            if (answer.status() > 499)
                System.out.println("BAD " + action + List.of(ff) + answer.outcome());
            statuses.computeIfAbsent(answer.status(), _ -> new AtomicInteger()).incrementAndGet();
            if (answer.done()) {
                done.computeIfAbsent(action.name(), _ -> new AtomicInteger()).incrementAndGet();
            }
        }
    }

    private static String[] form(Action action, Random random) {
        String[] sample = Samples.form(action);
        List<String> form = new ArrayList<>();
        for (int i = 0; i < sample.length; i += 2) {
            int lot = random.nextInt(8);
            if (lot > 0) {
                form.add(sample[i]);
                form.add(lot < 6 ? sample[i + 1] : any(VALUES, random));
            }
        }
        List<String> members = Samples.members(action);
        for (int i = random.nextInt(4); i > 0 && !members.isEmpty(); i--) {
            form.add(any(members, random) + (random.nextBoolean() ? "" : any(PARTS, random)));
            form.add(any(VALUES, random));
        }
        return form.toArray(String[]::new);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
