package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.OtpCode;
import countersign.otp.Totp;
import countersign.qr.QrCode;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transcripts: what is typed, and what both outputs say. Nothing here sleeps. */
class AuthenticatorTest extends Transcript {
    @Test
    void addsAKeyTypedInFoursAndGivesItsCodes() {
        assertThat(pipe(grouped(), "add", "root", "--secret", "-")).isZero();
        assertThat(out).isEqualTo("added root\n");
        assertThat(err).isEqualTo("making a new vault at " + vault() + "\n");

        assertThat(run("code", "root")).isZero();
        assertThat(out).isEqualTo("774016\n");
        assertThat(err).isEqualTo("good for 1 s\n");

        now = now.plusSeconds(1);
        assertThat(run("code", "root", "--format", "json")).isZero();
        assertThat(out).isEqualTo("{\"Name\":\"root\",\"Code\":\"651196\",\"SecondsLeft\":30}\n");
        assertThat(err).isEmpty();
    }

    @Test
    void readsTheQrCodeOfAPicture() throws IOException {
        String uri = OtpAuthUri.of("Countersign", "root@example.com", Totp.STANDARD, SEED).write();
        Path picture = home.resolve("screenshot.png");
        Files.write(picture, QrCode.of(uri).png(4));
        assertThat(pipe("", "add", "root", "--qr", picture.toString())).isZero();
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("root  Countersign: root@example.com\n");
        assertThat(run("code", "root")).isZero();
        assertThat(out).isEqualTo("774016\n");
    }

    @Test
    void readsAUriAndSaysWhatIsOddAboutIt() {
        String uri =
                "otpauth://totp/A:b?issuer=B&digits=8&period=60&algorithm=SHA256&secret=" + KEY;
        assertThat(pipe(uri + "\n", "add", "odd", "--uri", "-")).isZero();
        assertThat(err).contains("authenticator: warning: the issuer is \"B\" in one place");
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("odd  B: b (SHA256, 8 digits, 60 s)\n");
        assertThat(run("code", "odd")).isZero();
        assertThat(out).matches("[0-9]{8}\n");
    }

    @Test
    void asksForThePassphraseTwiceWhenItMakesAVault() {
        environment.clear();
        hasTerminal = true;
        typed.addAll(List.of(KEY, "correct horse", "correct horse"));
        assertThat(run("add", "root", "--secret", "-")).isZero();
        typed.add("correct horse");
        assertThat(run("code", "root")).isZero();
        typed.add("correct house");
        assertThat(run("code", "root")).isEqualTo(1);
        assertThat(err).isEqualTo("authenticator: the passphrase does not open this vault\n");
        assertThat(typed).isEmpty();
    }

    @Test
    void asksForEverythingOnATerminal() {
        hasTerminal = true;
        typed.addAll(List.of("root", grouped(), "Amazon Web Services", "root@123456789012"));
        assertThat(run("add")).as(err).isZero();
        assertThat(typed).isEmpty();
        assertThat(out).isEqualTo("added root\n");
        assertThat(err).doesNotContain("V2NF");
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("root  Amazon Web Services: root@123456789012\n");
        assertThat(run("code", "root")).isZero();
        assertThat(out).isEqualTo("774016\n");
    }

    @Test
    void aTypedUriSaysTheRest() {
        hasTerminal = true;
        typed.add("otpauth://totp/A:b?digits=8&secret=" + KEY);
        assertThat(run("add", "long")).as(err).isZero();
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("long  A: b (SHA1, 8 digits, 30 s)\n");
    }

    @Test
    void aMistypedKeyIsNotShownAndMakesNoVault() {
        hasTerminal = true;
        typed.addAll(List.of("root", "V2NF 0000"));
        assertThat(run("add")).isEqualTo(1);
        assertThat(err).contains("character 5 of the key is 0").doesNotContain("V2NF");
        assertThat(vault()).doesNotExist();
    }

    @Test
    void makesNoVaultWhenTheTwoPassphrasesDiffer() {
        environment.clear();
        hasTerminal = true;
        typed.addAll(List.of(KEY, "correct horse", "correct house"));
        assertThat(run("add", "root", "--secret", "-")).isEqualTo(1);
        assertThat(err).contains("the two passphrases differ");
        assertThat(vault()).doesNotExist();
    }

    @Test
    void takesThePassphraseFromAFileAndTheVaultFromAnOption() throws IOException {
        environment.clear();
        Path file = home.resolve("passphrase");
        Path vault = home.resolve("other");
        Files.writeString(file, "correct horse\r\nsecond line\n");
        String[] where = {"--vault", vault.toString(), "--passphrase-file", file.toString()};
        assertThat(pipe(KEY, plus(where, "add", "root", "--secret", "-"))).isZero();
        environment.put("COUNTERSIGN_VAULT", vault.toString());
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "correct horse");
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("root\n");
    }

    @Test
    void saysWhatToGiveWhenThereIsNobodyToAsk() {
        add("root");
        environment.clear();
        assertThat(run("list")).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "authenticator: there is no terminal to ask for the passphrase: give"
                                + " --passphrase-file or COUNTERSIGN_VAULT_PASSPHRASE, or"
                                + " authenticator unlock before\n");
    }

    @Test
    void freshNeverGivesACodeGivenBefore() {
        add("root");
        assertThat(run("code", "root", "--fresh")).isZero();
        assertThat(out).isEqualTo("774016\n");
        assertThat(waits).isEmpty();
        assertThat(run("code", "root", "--fresh")).isZero();
        assertThat(out).isEqualTo("651196\n");
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        assertThat(run("code", "root")).isZero();
        assertThat(out).isEqualTo("651196\n");
        assertThat(run("code", "root", "--fresh")).isZero();
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void freshMindsCodesThatWereGivenWithoutIt() {
        add("root");
        assertThat(run("code", "root")).isZero();
        assertThat(run("code", "root", "--fresh")).isZero();
        assertThat(out).isEqualTo("651196\n");
    }

    @Test
    void pairGivesTwoConsecutiveCodes() {
        add("root");
        assertThat(run("code", "root", "--pair")).isZero();
        assertThat(out).isEqualTo("774016\n651196\n");
        assertThat(err).isEqualTo("good for 30 s\n");
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aSecondPairSharesNoCodeWithTheFirst() {
        add("root");
        run("code", "root", "--pair");
        now = now.plusSeconds(10);
        assertThat(run("code", "root", "--pair", "--format", "json")).isZero();
        assertThat(out).doesNotContain("774016").doesNotContain("651196");
        assertThat(out)
                .matches("\\{\"Name\":\"root\",\"Code1\":\"\\d{6}\",\"Code2\":\"\\d{6}\",.*\n");
        assertThat(waits).endsWith(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void saysThatItWaitsWhenSomebodyLooks() {
        add("root");
        hasTerminal = true;
        assertThat(run("code", "root", "--pair")).isZero();
        assertThat(err).startsWith("waiting 1 s for the second code ...\n");
    }

    @Test
    void aTimeMayBeGivenAndThenNothingWaits() {
        add("root");
        assertThat(run("code", "root", "--pair", "--at", "2024-12-31T23:59:59Z")).isZero();
        assertThat(out).isEqualTo("774016\n651196\n");
        assertThat(run("code", "root", "--at", "1970-01-01T00:00:00Z")).isZero();
        assertThat(out).isEqualTo("746723\n");
        assertThat(waits).isEmpty();
    }

    @Test
    void aTimeThatWasOnlyGivenIsNotRemembered() throws IOException {
        add("root");
        byte[] before = Files.readAllBytes(vault());
        for (String option : List.of("--fresh", "--pair", "--next", "--format=text")) {
            String[] line = {"code", "root", "--at", "2025-01-02T00:00:00Z", option};
            assertThat(run(line)).as(option).isZero();
        }
        assertThat(vault()).hasBinaryContent(before);
    }

    @Test
    void freshMindsAccountsWithTheSameKeyAlsoInTheTrash() {
        add("root");
        add("again");
        assertThat(run("code", "root")).isZero();
        assertThat(run("code", "again", "--fresh")).isZero();
        assertThat(out).isEqualTo("651196\n");
        assertThat(run("remove", "root", "--yes")).isZero();
        assertThat(run("remove", "again", "--yes")).isZero();
        add("third");
        assertThat(run("code", "third", "--fresh")).isZero();
        assertThat(out).isNotEqualTo("651196\n");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void takesNoneOfTwoAccountsOfOneName() {
        add("root");
        add("other");
        try (var passphrase = Passphrase.copyOf("correct horse".toCharArray());
                Vault vault = Vault.open(vault(), passphrase, new SecureRandom())) {
            vault.update(entries -> entries.stream().map(one -> one.named("root")).toList());
        }
        for (String line :
                List.of("code root", "rename root x", "remove root --yes", "show root")) {
            assertThat(run(line.split(" "))).as(line).isEqualTo(1);
            assertThat(err).startsWith("authenticator: 2 accounts are named root");
        }
    }

    @Test
    void refusesToWaitForHours() {
        add("root");
        Instant today = now;
        now = Instant.parse("2025-01-02T00:00:00Z");
        assertThat(run("code", "root")).isZero();
        now = today;
        assertThat(run("code", "root", "--fresh")).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "authenticator: codes up to 2025-01-02T00:00:30Z were given before, so"
                                + " there is no fresh one until then; is the clock right?\n");
        assertThat(waits).isEmpty();
    }

    @Test
    void copiesWhereThereIsAClipboard() {
        add("root");
        assertThat(run("code", "root", "--copy")).isEqualTo(1);
        assertThat(out).isEqualTo("774016\n");
        assertThat(err).contains("not copied: there is no clipboard here");
        hasClipboard = true;
        assertThat(run("code", "root", "--copy")).isZero();
        assertThat(copied).containsExactly("774016");
    }

    @Test
    void listsAndRenamesAndRemoves() {
        add("root");
        add("billing@work");
        assertThat(err).contains("warning: the account root has the same key");
        assertThat(run("rename", "root", "home")).isZero();
        assertThat(out).isEqualTo("renamed root to home\n");
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("home\nbilling@work\n");
        assertThat(run("list", "--format", "json")).isZero();
        assertThat(out)
                .contains(
                        "{\"Name\":\"home\",\"Issuer\":\"\",\"Account\":\"\",\"Algorithm\":\"SHA1\"")
                .doesNotContain("V2NF");
        assertThat(run("remove", "home", "--yes", "--format", "json")).isZero();
        assertThat(out).startsWith("{\"Name\":\"home\"");
        assertThat(run("list")).isZero();
        assertThat(out).isEqualTo("billing@work\n");
    }

    @Test
    void asksBeforeItRemoves() {
        add("root");
        assertThat(run("remove", "root")).isEqualTo(1);
        assertThat(err).contains("say --yes");
        hasTerminal = true;
        typed.add("n");
        assertThat(run("remove", "root")).isEqualTo(1);
        assertThat(err).isEqualTo("authenticator: nothing was removed\n");
        typed.add("y");
        assertThat(run("remove", "root")).isZero();
        assertThat(run("list")).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void refusesNamesThatAreTakenOrNone() {
        add("root");
        add("other");
        assertThat(pipe(KEY, "add", "root", "--secret", "-")).isEqualTo(1);
        assertThat(err).endsWith("authenticator: there is an account named root already\n");
        assertThat(run("rename", "root", "other")).isEqualTo(1);
        assertThat(run("rename", "root", " ")).isEqualTo(1);
        assertThat(run("rename", "none", "a")).isEqualTo(1);
        assertThat(err).startsWith("authenticator: there is no account named none");
        assertThat(pipe(KEY, "add", "a\u001bb", "--secret", "-")).isEqualTo(2);
    }

    /** KEY stands for a key that somebody typed where it does not belong: it must not come back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add x --secret KEY | 2 | --secret takes only -",
                "add x --secret=KEY | 2 | --secret takes only -",
                "add x --uri otpauth://totp/x?secret=KEY | 2 | --uri takes only -",
                "add x --secret - KEY | 2 | one argument too many",
                "add x --key=KEY --secret - | 2 | there is no option --key",
                "add x --KEY --secret - | 2 | one argument too many",
                "KEY | 2 | one argument too many, or no such command",
                "add x | 2 | say where the key comes from, --qr FILE, --uri - or --secret -",
                "add --secret - | 2 | Missing required parameter: 'NAME'",
                "add x --qr a --uri - | 2 | mutually exclusive",
                "add | 2 | say where the key comes from",
                "aws | 2 | Missing required option: '--profile=PROFILE'",
                "code | 2 | Missing required parameter",
                "code root --at noon | 2 | wants a time such as",
                "code root --format xml | 2 | Invalid value for option '--format'",
                "'' | 2 | say which",
                "code root --next --fresh | 2 | --next goes with neither",
                "check-clock --server nonsense | 2 | --server wants a URL such as",
                "serve --port 99999 | 2 | there is no port 99999",
                "code root | 1 | there is no vault at",
                "add x --qr /none.png | 1 | there is no file /none.png"
            })
    void complainsInOneLineThatHoldsNoKey(String typedLine, int status, String complaint) {
        String[] arguments =
                Arrays.stream(typedLine.replace("KEY", KEY).split(" "))
                        .filter(argument -> !argument.isEmpty())
                        .toArray(String[]::new);
        assertThat(pipe("", arguments)).isEqualTo(status);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("authenticator: ").contains(complaint).doesNotContain("V2NF");
        assertThat(err.lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--secret | V2NF 0000 | character 5 of the key is 0 (is it the letter O?)",
                "--secret | '' | the key is empty",
                "--uri | V2NFI2CR | not an otpauth URI",
                "--uri | otpauth://totp/a?secret=V2NFI2CR&digits=12 | digits must be",
                "--uri | otpauth://hotp/a?secret=V2NFI2CR&counter=-1 | counter must be",
                "--uri | otpauth://motp/a?secret=V2NFI2CR | \"motp\" are not supported"
            })
    void refusesBadInputWithoutShowingIt(String option, String text, String complaint) {
        assertThat(pipe(text, "add", "x", option, "-")).isEqualTo(1);
        assertThat(err).startsWith("authenticator: ").contains(complaint).doesNotContain("V2NF");
        assertThat(err.lines()).hasSize(1);
        assertThat(vault()).doesNotExist();
    }

    @Test
    void refusesPicturesWithoutAnAccount() throws IOException {
        Path picture = home.resolve("a.png");
        Files.write(picture, QrCode.of("https://example.com").png(4));
        assertThat(run("add", "x", "--qr", picture.toString())).isEqualTo(1);
        assertThat(err).contains("is not one of an account");
        Files.write(picture, new byte[] {1, 2, 3});
        assertThat(run("add", "x", "--qr", picture.toString())).isEqualTo(1);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void leavesADamagedVaultAlone() throws IOException {
        add("root");
        add("other");
        byte[] bytes = Files.readAllBytes(vault());
        bytes[bytes.length / 2] ^= 1;
        Files.write(vault(), bytes);
        assertThat(pipe(KEY, "add", "third", "--secret", "-")).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "authenticator: %s: the vault is damaged or cut short; the generation before"
                                        .formatted(vault())
                                + " it is "
                                + vault()
                                + ".bak\n");
        assertThat(Files.readAllBytes(vault())).isEqualTo(bytes);
    }

    @Test
    void warnsOfAShortPassphrase() {
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "short");
        add("root");
        assertThat(err).contains("warning: the passphrase is short");
    }

    @Test
    void helpSaysWhereThingsAreAndNothingElse() {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("COUNTERSIGN_VAULT").contains("Exit status");
        for (String command :
                List.of(
                        "add",
                        "code",
                        "list",
                        "rename",
                        "remove",
                        "trash",
                        "show",
                        "import",
                        "export",
                        "backup",
                        "restore",
                        "passphrase",
                        "aws",
                        "unlock",
                        "lock")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out).contains("Usage: authenticator " + command).contains("--vault");
            assertThat(err).isEmpty();
        }
    }

    @Test
    void theCodesAreTheLibrarysCodes() {
        add("root");
        run("code", "root");
        long step = Totp.STANDARD.stepAt(now);
        assertThat(OtpCode.parse(out)).contains(Totp.STANDARD.codeAt(SEED, step));
    }

    private static String grouped() {
        return KEY.toLowerCase(java.util.Locale.ROOT).replaceAll("(.{4})", "$1 ") + "\n";
    }

    /** The command and what follows it, then the options. */
    private static String[] plus(String[] options, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }
}
