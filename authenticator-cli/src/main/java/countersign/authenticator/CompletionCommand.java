package countersign.authenticator;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints what makes a shell complete this command's words.",
            "  bash: source <(authenticator completion bash)   in ~/.bashrc",
            "  zsh:  source <(authenticator completion zsh)    in ~/.zshrc, after compinit",
            "  fish: authenticator completion fish > ~/.config/fish/completions/authenticator.fish"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    /** What can complete. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        surroundings
                .streams()
                .out()
                .print(
                        switch (shell) {
                            // One script for both: in zsh it asks for bashcompinit.
                            case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
                            case FISH -> FishCompletion.of(root);
                        });
        return 0;
    }
}
