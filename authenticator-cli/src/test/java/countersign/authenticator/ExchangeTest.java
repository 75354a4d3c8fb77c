package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Totp;
import countersign.qr.QrCode;
import countersign.qr.QrReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Import, export, backup, trash and the passphrase. */
class ExchangeTest extends Transcript {
    private static final String LIST =
            OtpAuthUri.of("AWS", "root", Totp.STANDARD, SEED).write()
                    + "\notpauth://hotp/bob?secret=KUVJJOM753IHTNDSZVCNKL7GII&counter=7"
                    + "\notpauth://steam/Steam:eve?secret=JRZCL47CMXVOQMNPZR2F7J4RGI\n";

    @Test
    void showsWhatIsNewWithItsCodeAndAsks() throws IOException {
        Path file = write("list.txt", LIST);
        hasTerminal = true;
        typed.add("n");
        assertThat(run("import", file.toString())).isEqualTo(1);
        assertThat(err).contains("new        774016  AWS: root\n", "new        counter 7  bob\n");
        assertThat(err).endsWith("authenticator: nothing was added\n");
        assertThat(vault()).as("no vault is made for a no").doesNotExist();
        typed.add("y");
        assertThat(run("import", file.toString())).isZero();
        assertThat(out).isEqualTo("added 3 accounts\n");
        assertThat(run("import", file.toString())).isZero();
        assertThat(err).contains("there      AWS: root: the same as AWS: root\n");
        assertThat(out).isEqualTo("added 0 accounts\n");
        assertThat(run("code", "Steam: eve")).isZero();
        assertThat(out).matches("[2-9BCDFGHJKMNPQRTVWXY]{5}\n");
    }

    @Test
    void saysLoudlyWhatItLeftOutAndStrictlyAddsNothing() throws IOException {
        Path file = write("list.txt", LIST + "motp://a?secret=JBSWY3DP\n");
        assertThat(run("import", file.toString(), "--yes", "--strict")).isEqualTo(1);
        assertThat(err).contains("LEFT OUT   line 4: accounts of the type \"motp\"");
        assertThat(vault()).doesNotExist();
        assertThat(run("import", file.toString(), "--yes", "--format", "json")).isZero();
        assertThat(err).contains("warning: 1 thing left out").doesNotContain("JBSW");
        assertThat(out)
                .startsWith("{\"Added\":[{\"Name\":\"AWS: root\"")
                .contains("\"LeftOut\":[{")
                .doesNotContain("V2NF");
    }

    @Test
    void everyCodeOfACounterIsGivenOnce() throws IOException {
        importList();
        assertThat(run("code", "bob")).isZero();
        String first = out;
        assertThat(err).isEqualTo("counter 7\n");
        assertThat(run("code", "bob", "--format", "json")).isZero();
        assertThat(out).contains("\"Counter\":8").doesNotContain(first.strip());
        assertThat(run("code", "bob", "--pair")).isEqualTo(1);
    }

    @Test
    void nextIsTheCodeOfTheComingPeriod() throws IOException {
        importList();
        assertThat(run("code", "AWS: root", "--next")).isZero();
        assertThat(out).isEqualTo("651196\n");
        assertThat(err).isEqualTo("good in 1 s\n");
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "aegis", "aegis-plain", "otpauth"})
    void whatIsExportedIsImportedAgain(String format) throws IOException {
        importList();
        Path password = write("password", "another one\n");
        Path file = home.resolve("out");
        hasTerminal = true;
        typed.add("unsealed");
        assertThat(run("export", file.toString(), "--to", format, "--file-password", password + ""))
                .as(err)
                .isZero();
        assertThat(out).isEqualTo("exported 3 accounts to " + file + "\n");
        environment.put("COUNTERSIGN_VAULT", home.resolve("second") + "");
        assertThat(run("import", file + "", "--yes", "--file-password", password + ""))
                .as(err)
                .isZero();
        assertThat(run("list")).isZero();
        assertThat(out).contains("AWS: root", "bob", "Steam: eve");
        assertThat(run("export", file + "", "--to", "backup", "--file-password", password + ""))
                .isEqualTo(1);
        assertThat(err).contains("already");
    }

    @Test
    void anUnsealedExportWantsAWord() throws IOException {
        importList();
        Path file = home.resolve("out");
        assertThat(run("export", file + "", "--to", "otpauth")).isEqualTo(1);
        hasTerminal = true;
        typed.add("yes");
        assertThat(run("export", file + "", "--to", "otpauth")).isEqualTo(1);
        assertThat(err).contains("warning: this export is not sealed");
        assertThat(file).doesNotExist();
    }

    @Test
    void googlesPicturesAreReadAgainInAnyOrder() throws IOException {
        importList();
        hasTerminal = true;
        typed.add("unsealed");
        assertThat(run("export", home.resolve("g") + "", "--to", "google")).isEqualTo(1);
        assertThat(err).contains("Steam: eve was left out");
        Path picture = home.resolve("g-1.png");
        assertThat(QrReader.read(picture)).hasSize(1);
        assertThat(run("import", picture + "")).isZero();
        assertThat(err).contains("the same as AWS: root", "the same as bob");
    }

    @Test
    void aBackupIsReadBackAndRestored() throws IOException {
        importList();
        Path backup = home.resolve("b.vault");
        assertThat(run("backup", backup + "")).isZero();
        assertThat(out)
                .isEqualTo("backed up 3 accounts to " + backup + ", read back and compared\n");
        assertThat(run("backup", backup + "")).isEqualTo(1);
        assertThat(run("remove", "bob", "--yes")).isZero();
        assertThat(run("restore", backup + "")).isEqualTo(1);
        assertThat(run("restore", backup + "", "--yes")).isZero();
        assertThat(run("list")).isZero();
        assertThat(out).contains("bob");
        assertThat(run("restore", write("x", "no vault") + "", "--yes")).isEqualTo(1);
        assertThat(err).endsWith("is no backup of a vault\n");
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "wrong");
        assertThat(run("restore", backup + "", "--yes")).isEqualTo(1);
    }

    @Test
    void theVaultThatWasReplacedOutlivesLaterWritings() throws IOException {
        importList();
        Path backup = home.resolve("b.vault");
        assertThat(run("backup", backup + "")).isZero();
        add("later");
        byte[] before = Files.readAllBytes(vault());
        assertThat(run("restore", backup + "", "--yes")).isZero();
        Path replaced = vault().resolveSibling("vault.replaced-20241231T235959Z");
        assertThat(out)
                .isEqualTo(
                        "restored 3 accounts to %s\nthe vault that was there is %s\n"
                                .formatted(vault(), replaced));
        assertThat(run("code", "bob")).isZero();
        assertThat(run("code", "bob")).isZero();
        assertThat(replaced).hasBinaryContent(before);
        assertThat(Files.getPosixFilePermissions(replaced))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run("restore", backup + "", "--yes")).as("in the same second").isZero();
        assertThat(replaced).hasBinaryContent(before);
        assertThat(out).contains(replaced + "-2\n");
    }

    @Test
    void aRestoreRemembersWhatTheReplacedVaultGave() throws IOException {
        importList();
        Path backup = home.resolve("b.vault");
        assertThat(run("backup", backup + "")).isZero();
        assertThat(run("code", "bob")).isZero();
        assertThat(run("code", "AWS: root")).isZero();
        assertThat(run("remove", "bob", "--yes")).isZero();
        assertThat(run("restore", backup + "", "--yes")).isZero();
        assertThat(run("code", "AWS: root", "--fresh")).isZero();
        assertThat(out).isEqualTo("651196\n");
        assertThat(run("code", "bob")).isZero();
        assertThat(err).isEqualTo("counter 8\n");
    }

    @Test
    void aRestoreSaysWhatItCannotRemember() throws IOException {
        importList();
        Path backup = home.resolve("b.vault");
        assertThat(run("backup", backup + "")).isZero();
        Path fresh = write("new", "another horse\n");
        assertThat(run("passphrase", "--new-passphrase-file", fresh + "")).isZero();
        assertThat(run("restore", backup + "", "--yes")).isZero();
        assertThat(err).contains("codes that it gave may be given again");
    }

    @Test
    void makesNoFolderWhereADiskIsNotMounted() throws IOException {
        importList();
        Path stick = home.resolve("stick");
        assertThat(run("backup", stick.resolve("b.vault") + "")).isEqualTo(1);
        assertThat(err).isEqualTo("authenticator: there is no folder " + stick + "\n");
        hasTerminal = true;
        typed.add("unsealed");
        assertThat(run("export", stick.resolve("x") + "", "--to", "otpauth")).isEqualTo(1);
        assertThat(stick).doesNotExist();
    }

    @Test
    void theTrashGivesBackForThirtyDays() throws IOException {
        importList();
        assertThat(run("remove", "bob", "--yes")).isZero();
        assertThat(run("code", "bob")).isEqualTo(1);
        assertThat(run("trash")).isZero();
        assertThat(out).isEqualTo("bob  kept until " + now.plus(Duration.ofDays(30)) + "\n");
        assertThat(run("trash", "--restore", "bob")).isZero();
        assertThat(run("code", "bob")).isZero();
        assertThat(run("remove", "bob", "--yes")).isZero();
        now = now.plus(Duration.ofDays(30));
        assertThat(run("code", "AWS: root")).isZero();
        assertThat(run("trash", "--format", "json")).isZero();
        assertThat(out).isEqualTo("{\"Trash\":[]}\n");
        assertThat(run("trash", "--restore", "bob")).isEqualTo(1);
    }

    @Test
    void aNewPassphraseReplacesTheOld() throws IOException {
        importList();
        Path fresh = write("new", "another horse\n");
        assertThat(run("passphrase", "--new-passphrase-file", fresh + "")).isZero();
        assertThat(run("list")).isEqualTo(1);
        assertThat(run("list", "--passphrase-file", fresh + "")).isZero();
        assertThat(out).contains("bob");
    }

    @Test
    void aQrCodeIsShownOnATerminalAfterAsking() throws IOException {
        importList();
        assertThat(run("show", "AWS: root", "--qr")).isEqualTo(1);
        hasTerminal = true;
        assertThat(run("show", "AWS: root", "--qr")).as("into a file").isEqualTo(1);
        showsOutput = true;
        rows = 60;
        typed.addAll(List.of("n", "y"));
        keys.addAll(List.of((char) 0, 'x'));
        assertThat(run("show", "AWS: root", "--qr")).isEqualTo(1);
        assertThat(run("show", "AWS: root", "--qr")).isZero();
        String uri = OtpAuthUri.of("AWS", "root", Totp.STANDARD, SEED).write();
        assertThat(frames).containsExactly(QrCode.of(uri).terminal().lines().toList(), List.of());
        assertThat(err).isEmpty();
        assertThat(keys).isEmpty();
        assertThat(out).doesNotContain("V2NF");
    }

    private void importList() throws IOException {
        assertThat(run("import", write("list.txt", LIST) + "", "--yes")).as(err).isZero();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }
}
