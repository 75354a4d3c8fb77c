package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, in the shells that they are for. */
class CompletionTest extends Transcript {
    @ParameterizedTest(name = "{0}: {1} gives {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "bash | authenticator un | unlock",
                "bash | authenticator completion '' | bash zsh fish",
                "bash | authenticator aws --prof | --profile",
                "bash | authenticator export --to goo | google",
                "zsh | authenticator un | unlock",
                "zsh | authenticator aws --prof | --profile",
                "fish | authenticator un | unlock",
                "fish | authenticator aws --prof | --profile",
                "fish | authenticator export --to goo | google",
                "fish | authenticator completion b | bash"
            })
    void completes(String shell, String typed, String wanted) throws Exception {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        assertThat(run("completion", shell)).as(err).isZero();
        Path script = home.resolve("completion." + shell);
        Files.writeString(script, out);
        assertThat(offered(shell, script, typed)).contains(wanted.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"completion", "completion tcsh"})
    void refusesOtherShells(String typed) {
        assertThat(run(typed.split(" ", -1))).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
    }

    private List<String> offered(String shell, Path script, String typed) throws Exception {
        String ask =
                switch (shell) {
                    case "fish" ->
                            "source '%s'; complete -C \"%s\""
                                    .formatted(script, typed.replace("''", ""));
                    case "zsh" ->
                            """
                            autoload -U +X compinit && compinit -u -d '%1$s.dump'
                            source '%1$s'
                            COMP_WORDS=(%2$s) COMP_CWORD=$((${#COMP_WORDS} - 1))
                            COMPREPLY=()
                            setopt ksharrays shwordsplit
                            _complete_authenticator
                            print -l -- "${COMPREPLY[@]}"
                            """
                                    .formatted(script, typed);
                    default ->
                            """
                            source '%s'
                            COMP_WORDS=(%s)
                            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                            _complete_authenticator
                            printf '%%s\\n' "${COMPREPLY[@]}"
                            """
                                    .formatted(script, typed);
                };
        List<String> command =
                switch (shell) {
                    case "zsh" -> List.of("zsh", "-f", "-c", ask);
                    case "fish" -> List.of("fish", "--no-config", "-c", ask);
                    default -> List.of("bash", "--norc", "-c", ask);
                };
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        // fish puts the description behind a tab, bash a space behind what is whole.
        return said.lines().map(line -> line.replaceFirst("\t.*", "").strip()).toList();
    }

    private static boolean isInstalled(String shell) throws InterruptedException {
        try {
            return new ProcessBuilder(shell, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
