package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.SealingKey;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.Verification;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.otp.Seed;
import countersign.store.SqliteStore;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls the plug under load, again and again, on one database. */
class CrashTest {
    private static final int ROUNDS = 50;
    private static final int THREADS = 8;
    private static final int LONGEST_MILLIS = 300;

    @TempDir Path folder;

    /** What the killed processes said that they had done. */
    private final Map<String, Seed> assigned = new HashMap<>();

    private final Map<String, Instant> lastSpent = new HashMap<>();
    private final Set<String> removing = new HashSet<>();
    private int acknowledged;

    @Test
    void T12_whatWasAcknowledgedSurvivesKillNineAndNoCodeIsAcceptedTwice() throws Exception {
        Path database = folder.resolve("countersign.db");
        Path key = folder.resolve("key");
        Random moments = new Random(20_261_122);
        Files.writeString(key, SealingKey.random(new SecureRandom()).revealForKeyFile());
        List<Account> accounts = createAccounts(database, key);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(database, key, accounts, start, moments.nextInt(LONGEST_MILLIS));
            check(database, key, accounts);
            start = start.plusSeconds(1_000_000);
        }
        assertThat(acknowledged).as("the rounds did something").isGreaterThan(ROUNDS * 10);
    }

    private static List<Account> createAccounts(Path database, Path key) throws Exception {
        try (SqliteStore store = SqliteStore.open(database, "test")) {
            Iam iam = CrashLoad.iam(store, key, new SecureRandom());
            List<Account> accounts = new ArrayList<>();
            for (int index = 0; index < THREADS; index++) {
                var wanted =
                        new Accounts.Wanted(
                                new EmailAddress("root" + index + "@example.com"),
                                "Example",
                                Optional.empty(),
                                Optional.empty());
                var operator =
                        new Caller.Operator(
                                Instant.parse("2025-12-31T00:00:00Z"), Client.operator());
                var made = (Accounts.Creation.Created) iam.accounts().create(wanted, operator);
                accounts.add(made.account());
            }
            return accounts;
        }
    }

    private void runAndKill(
            Path database, Path key, List<Account> accounts, Instant start, int millis)
            throws Exception {
        List<String> words =
                new ArrayList<>(List.of(database.toString(), key.toString(), start.toString()));
        accounts.forEach(account -> words.add(account.id().digits()));
        Process process =
                Program.builder(CrashLoad.class.getName(), Map.of(), words)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = Program.lines(process.getInputStream())) {
            String line = out.readLine();
            // By its handle, which leaves the pipe open: every line that was written is read.
            var _ =
                    process.onExit()
                            .orTimeout(millis, TimeUnit.MILLISECONDS)
                            .handle((_, _) -> process.toHandle().destroyForcibly());
            for (; line != null; line = out.readLine()) remember(line);
        }
        assertThat(process.waitFor()).as("killed, not ended").isEqualTo(137);
    }

    private void remember(String line) {
        acknowledged++;
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "assigned" -> assigned.put(words[1], Seed.parseBase32(words[2]));
            case "spent" -> lastSpent.put(words[1], Instant.parse(words[2]));
            case "removing" -> removing.add(words[1]);
            case "removed" -> assigned.remove(words[1]);
            default -> throw new AssertionError(line);
        }
    }

    private void check(Path database, Path key, List<Account> accounts) throws Exception {
        try (SqliteStore store = SqliteStore.open(database, "test")) {
            assertThat(store.faults()).isEmpty();
            Iam iam = CrashLoad.iam(store, key, new SecureRandom());
            Set<String> present = new HashSet<>();
            for (Account account : accounts) {
                Principal root =
                        store.read(tables ->
                                        tables.principals()
                                                .find(account.id(), PrincipalId.root(account.id())))
                                .orElseThrow();
                for (var device : iam.devices().of(account, root)) {
                    present.add(device.id().text());
                    assertThat(device.enabledAt()).as("no half-enrolled device").isPresent();
                    refusesWhatWasSpent(iam, account, root, device.id());
                    remove(store, account, device.id());
                }
            }
            assigned.keySet().stream()
                    .filter(id -> !removing.contains(id))
                    .forEach(id -> assertThat(present).as("assigned and lost").contains(id));
            assigned.clear();
            removing.clear();
            lastSpent.clear();
        }
    }

    /** Makes room for the next round: a principal has at most eight. */
    private static void remove(SqliteStore store, Account account, DeviceId id) {
        boolean removed =
                store.write(tables ->
                        tables.devices()
                                .delete(tables.devices().find(account.id(), id).orElseThrow()));
        assertThat(removed).isTrue();
    }

    private void refusesWhatWasSpent(Iam iam, Account account, Principal root, DeviceId device) {
        Instant spent = lastSpent.get(device.text());
        Seed seed = assigned.get(device.text());
        if (spent == null || seed == null) return;
        var attempt =
                new Attempt(
                        account, root, device, Lane.CONSOLE, spent, CrashLoad.CLIENT, "CheckMfa");
        assertThat(iam.verifier().verify(attempt, CrashLoad.code(seed, spent), (_, _) -> true))
                .as("a code that was spent before the crash")
                .isInstanceOf(Verification.Refused.class);
    }
}
