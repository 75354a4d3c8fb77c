package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common: a vault, a format, a help text. */
abstract class VaultCommand implements Callable<Integer> {
    final Surroundings surroundings;

    @Mixin VaultOptions vaultOptions = new VaultOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to answer: text (the default) or json.")
    private Format format = Format.TEXT;

    @SuppressWarnings("UnusedVariable") // picocli looks at its declaration
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text and stop.")
    private boolean help;

    VaultCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    PrintStream out() {
        return surroundings.streams().out();
    }

    PrintStream err() {
        return surroundings.streams().err();
    }

    void warn(String what) {
        err().println("authenticator: warning: " + what);
    }

    /** Says what was done to an account: its name for a person, all but the seed as JSON. */
    void report(String verb, Entry entry) {
        if (isJson()) {
            Format.print(out(), json -> Format.writeAccount(json, entry));
        } else {
            out().println(verb + " " + entry.name());
        }
    }

    /** Those that are not in the trash. */
    static List<Entry> live(List<Entry> entries) {
        return entries.stream().filter(entry -> !entry.isTrashed()).toList();
    }

    /** Changes the vault; what has been in its trash for 30 days goes with the same writing. */
    void change(Vault vault, UnaryOperator<List<Entry>> change) {
        var now = surroundings.time().now();
        vault.update(entries -> {
            List<Entry> changed = change.apply(entries);
            return changed.equals(entries)
                    ? entries
                    : changed.stream().filter(entry -> !entry.hasOutlivedTrash(now)).toList();
        });
    }

    Vault open() {
        return warned(vaultOptions.open(surroundings));
    }

    /** Names the accounts that cannot be read. */
    Vault warned(Vault vault) {
        vault.unreadable()
                .forEach(one ->
                        warn(
                                "the account "
                                        + one.name()
                                        + " cannot be read, and stays in the vault as it is: "
                                        + one.why()));
        return vault;
    }

    /** Asks on the terminal, unless it was said beforehand. */
    void agree(boolean said, String question, String refusal) {
        if (said) {
            return;
        }
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure("there is no terminal to ask whether to go on: say --yes");
        }
        String answer = surroundings.terminal().readLine(question + " [y/N] ");
        if (!answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new CommandFailure(refusal);
        }
    }

    static Entry find(List<Entry> entries, String name) {
        return named(entries, name)
                .orElseThrow(() ->
                        new CommandFailure(
                                "there is no account named "
                                        + name
                                        + " (see: authenticator list)"));
    }

    static Optional<Entry> named(List<Entry> entries, String name) {
        List<Entry> found =
                live(entries).stream().filter(entry -> entry.name().equals(name)).toList();
        if (found.size() > 1) {
            throw new CommandFailure(
                    found.size()
                            + " accounts are named "
                            + name
                            + ", so none is taken: the web app can rename one, and import numbers"
                            + " them");
        }
        return found.stream().findFirst();
    }

    /** As it is in the file now, under whatever name. */
    static Entry present(List<Entry> entries, Entry entry) {
        return live(entries).stream()
                .filter(one -> one.id().equals(entry.id()))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure("the account " + entry.name() + " is gone meanwhile"));
    }

    static void refuseTaken(List<Entry> entries, String name) {
        if (live(entries).stream().anyMatch(entry -> entry.name().equals(name))) {
            throw new CommandFailure("there is an account named " + name + " already");
        }
    }

    /** The entries with one of them changed. */
    static List<Entry> with(List<Entry> entries, Entry old, UnaryOperator<Entry> change) {
        return entries.stream()
                .map(entry -> entry.id().equals(old.id()) ? change.apply(entry) : entry)
                .toList();
    }
}
