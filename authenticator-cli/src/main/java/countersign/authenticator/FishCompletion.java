package countersign.authenticator;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words of a command line for the fish shell, which picocli does not write. */
final class FishCompletion {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String name) {
        this.name = name;
    }

    static String of(CommandLine root) {
        var fish = new FishCompletion(root.getCommandName());
        fish.lines.add("complete -c " + fish.name + " -f");
        fish.addOptions(root.getCommandSpec(), "__fish_use_subcommand");
        root.getSubcommands().forEach(fish::addCommand);
        return String.join("\n", fish.lines) + "\n";
    }

    private void addCommand(String command, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        lines.add(
                "complete -c %s -n __fish_use_subcommand -a %s -d %s"
                        .formatted(
                                name, command, quoted(first(spec.usageMessage().description()))));
        String here = "__fish_seen_subcommand_from " + command;
        addOptions(spec, here);
        spec.positionalParameters().stream()
                .map(FishCompletion::values)
                .filter(values -> !values.isEmpty())
                .forEach(values ->
                        lines.add("complete -c " + name + " -n " + quoted(here) + values));
    }

    private void addOptions(CommandSpec spec, String when) {
        for (OptionSpec option : spec.options()) {
            if (option.hidden()) {
                continue;
            }
            var names = new StringBuilder();
            for (String one : option.names()) {
                names.append(
                        one.startsWith("--")
                                ? " -l " + one.substring(2)
                                : " -s " + one.substring(1));
            }
            boolean takesNothing = option.arity().max() == 0;
            String values = takesNothing ? "" : " -r" + values(option);
            lines.add(
                    "complete -c %s -n %s%s%s -d %s"
                            .formatted(
                                    name,
                                    quoted(when),
                                    names,
                                    values,
                                    quoted(first(option.description()))));
        }
    }

    /** What may follow: files, one of some words, or anything. */
    private static String values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            var words = new ArrayList<String>();
            argument.completionCandidates().forEach(words::add);
            return words.isEmpty() ? "" : " -f -a " + quoted(String.join(" ", words));
        }
        boolean isFile =
                argument.auxiliaryTypes().length > 0
                        && List.of(Path.class, File.class).contains(argument.auxiliaryTypes()[0]);
        return isFile ? " -F" : "";
    }

    /** Up to the first full stop, without markup and variables of picocli's. */
    private static String first(String... description) {
        String text = description.length == 0 ? "" : String.format(description[0]);
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceAll("\\$\\{[^}]*}\\.?", "").strip();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
