package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import countersign.iam.Client;
import countersign.iam.StoreFailure;
import countersign.iam.Token;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.session.Caller;
import countersign.otp.OtpCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file: what it survives, what it never holds, and what is said when it is not well. */
class SqliteFileTest {
    @TempDir Path folder;
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("countersign.db");
    }

    private SqliteStore open() {
        return SqliteStore.open(path, "test");
    }

    private void refused(String words) {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void T12_aCodeSpentBeforeTheStoreIsOpenedAnewIsSpentAfterwards() {
        Rig before = new Rig(open(), MfaRules.HARDENED);
        Rig.Phone phone = before.enrol(before.signIn(), "phone");
        before.nextStep();
        OtpCode code = phone.code(before.now);
        assertThat(before.check(phone, code)).isInstanceOf(Verification.Accepted.class);
        ((SqliteStore) before.store).close();
        try (Rig after = new Rig(before, open(), MfaRules.HARDENED)) {
            assertThat(after.check(phone, code)).isInstanceOf(Verification.Refused.class);
            after.nextStep();
            assertThat(after.check(phone, phone.code(after.now)))
                    .isInstanceOf(Verification.Accepted.class);
        }
    }

    @Test
    void T19_twoNodesOnOneFileShareOneBudgetAndOneMemory() {
        Rig one = new Rig(open(), MfaRules.HARDENED);
        Rig.Phone phone = one.enrol(one.signIn(), "phone");
        one.pass(Duration.ofMinutes(6));
        try (Rig two = new Rig(one, open(), MfaRules.HARDENED)) {
            Rig[] nodes = {one, two};
            var right = Rig.race(2, n -> nodes[n].check(phone, phone.code(nodes[n].now)));
            assertThat(right).filteredOn(Verification.Accepted.class::isInstance).hasSize(1);
            var attempts = List.of(one.attempt(phone), two.attempt(phone));
            OtpCode wrong = phone.wrongCode(one.now);
            var outcomes =
                    Rig.race(
                            60,
                            n ->
                                    nodes[n % 2]
                                            .iam
                                            .verifier()
                                            .verify(attempts.get(n % 2), wrong, (_, _) -> true));
            assertThat(outcomes).filteredOn(Verification.Refused.class::isInstance).hasSize(7);
        }
        ((SqliteStore) one.store).close();
    }

    /** The whole file, with its log, after a day's work. */
    @Test
    void T45_C48_noSeedCodePasswordOrTokenIsAnywhereInTheFileButMailedLinks() throws IOException {
        List<String> secrets = new ArrayList<>();
        Rig rig = new Rig(open(), MfaRules.HARDENED);
        Token plain = rig.signIn();
        rig.confirmAddress(plain, "second@example.com");
        Rig.Phone phone = rig.enrol(plain, "phone");
        secrets.add(phone.code(rig.now).digits());
        rig.nextStep();
        secrets.add(phone.code(rig.now).digits());
        Token pending = rig.pending();
        secrets.add(pending.reveal());
        rig.code(pending, phone, phone.wrongCode(rig.now));
        Token session = rig.signIn(phone);
        rig.nextStep();
        secrets.add(phone.code(rig.now).digits());
        var operator = new Caller.Operator(rig.now, Client.operator());
        assertThat(rig.iam.accessKeys().createForRoot(rig.account, operator)).isEmpty();
        var key =
                rig.assemble(MfaRules.AWS)
                        .accessKeys()
                        .createForRoot(rig.account, operator)
                        .orElseThrow();
        secrets.add(key.secret().reveal());
        rig.password(Rig.WRONG_PASSWORD);
        var next = Password.of("a wholly new horse battery");
        rig.iam.passwordChange().change(rig.caller(session), next);
        secrets.addAll(List.of(plain.reveal(), session.reveal()));
        secrets.addAll(List.of("correct horse", "wrong horse", "wholly new horse"));
        secrets.add(phone.seed().revealBase32());
        rig.settle();
        String audit = rig.audit();
        for (String code : secrets.stream().filter(it -> it.length() == 6).toList()) {
            assertThat(audit.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{12}", ""))
                    .doesNotContain(code);
            assertThat(rig.mail().replaceAll("[0-9]{12}", "")).doesNotContain(code);
        }
        byte[] seed = phone.seed().revealForSealing();
        ((SqliteStore) rig.store).close();
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(indexOf(bytes, seed)).as("seed in " + file).isNegative();
            for (String secret : secrets.stream().filter(it -> it.length() > 6).toList()) {
                assertThat(indexOf(bytes, secret.getBytes(StandardCharsets.UTF_8)))
                        .as("in " + file)
                        .isNegative();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static int indexOf(byte[] in, byte[] wanted) {
        String hay = new String(in, StandardCharsets.ISO_8859_1);
        return hay.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @Test
    void C48_nothingThatHoldsASecretPrintsIt() {
        try (Rig rig = new Rig(open(), MfaRules.HARDENED)) {
            Token session = rig.signIn();
            var enrolment = rig.begin(session, "phone");
            Rig.Phone phone = rig.enrol(session, "phone");
            rig.nextStep();
            var outcome = rig.password();
            String printed =
                    String.join(
                            " ",
                            enrolment.toString(),
                            phone.device().toString(),
                            phone.seed().toString(),
                            outcome.toString(),
                            session.toString(),
                            Rig.PASSWORD.toString(),
                            phone.code(rig.now).toString(),
                            rig.caller(session).toString());
            assertThat(printed)
                    .doesNotContain(phone.seed().revealBase32())
                    .doesNotContain(session.reveal())
                    .doesNotContain("horse")
                    .doesNotContain(phone.code(rig.now).digits());
        }
    }

    @Test
    void C03_C05_aSeedThatIsMovedToAnotherRowOrChangedIsNoSeed() throws SQLException {
        Rig rig = new Rig(open(), MfaRules.HARDENED);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        rig.nextStep();
        sql(
                "UPDATE mfa_device SET sealed_seed ="
                        + " (SELECT sealed_seed FROM mfa_device WHERE name = 'phone')"
                        + " WHERE name = 'tablet'");
        assertThatThrownBy(() -> rig.check(tablet, tablet.code(rig.now)))
                .isInstanceOf(countersign.iam.key.SealBroken.class)
                .hasMessageNotContaining(phone.seed().revealBase32());
        assertThat(rig.check(phone, phone.code(rig.now)))
                .as("the other is well")
                .isInstanceOf(Verification.Accepted.class);
        rig.nextStep();
        sql("UPDATE mfa_device SET epoch = 1 WHERE name = 'phone'");
        assertThatThrownBy(() -> rig.check(phone, phone.code(rig.now)))
                .isInstanceOf(countersign.iam.key.SealBroken.class);
        rig.close();
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    @Test
    void theFileIsItsOwnersOnly() throws IOException {
        open().close();
        assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidToBeNone() throws IOException {
        Files.writeString(path, "This is the shopping list of a small household.\n".repeat(200));
        refused("no Countersign database");
        assertThat(Files.readString(path)).startsWith("This is the shopping list");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException {
        sql("CREATE TABLE recipe (name TEXT)");
        refused("up to date");
    }

    @Test
    void aDamagedFileIsSaidToBeDamaged() throws IOException {
        try (Rig rig = new Rig(open(), MfaRules.HARDENED)) {
            rig.enrol(rig.signIn(), "phone");
        }
        try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (long page = 3; page < file.size() / 4096; page++) {
                file.write(ByteBuffer.wrap(new byte[2_000]), page * 4096);
            }
        }
        refused("damaged");
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws SQLException {
        open().close();
        sql(
                "INSERT INTO flyway_schema_history SELECT 9, '9', 'later', 'SQL', 'V9__later.sql',"
                        + " 7, 'me', installed_on, 1, 1 FROM flyway_schema_history"
                        + " WHERE installed_rank = 1");
        refused("newer Countersign");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectory(path);
        refused("cannot be");
    }

    @Test
    void aFileThatAnotherProcessHoldsIsReadAndItsWritesAreRefusedInOneLine() throws SQLException {
        SqliteStore store = open();
        Rig rig = new Rig(store, MfaRules.HARDENED);
        try (var holder = DriverManager.getConnection("jdbc:sqlite:" + path);
                var lock = holder.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.write(_ -> true))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessage("the database cannot be written: another process holds it");
            assertThat(rig.iam.accounts().list()).hasSize(1);
            lock.execute("ROLLBACK");
        }
        assertThat(store.<Boolean>write(_ -> true)).isTrue();
        rig.close();
    }

    /** Not as root, whom no permission stops. */
    @Test
    void aReadOnlyFileIsSaidToBeReadOnly() throws IOException {
        open().close();
        assumeTrue(path.toFile().setReadOnly() && !Files.isWritable(path));
        refused("read-only");
    }

    @Test
    void aWholeFileHasNoFaults() {
        try (var store = open()) {
            assertThat(store.faults()).isEmpty();
        }
    }
}
