package countersign.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option comes from when it is not on the command line: {@code COUNTERSIGN_MFA_RULES},
 * then {@code mfa-rules = aws} in the file of {@code --config} (or {@code COUNTERSIGN_CONFIG}).
 */
final class Settings implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Properties file;

    private Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    static Settings read(Map<String, String> environment, String[] arguments) {
        Properties file = new Properties();
        String name = environment.getOrDefault("COUNTERSIGN_CONFIG", "");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--config=")) name = arguments[i].substring(9);
            if (arguments[i].equals("--config") && i + 1 < arguments.length)
                name = arguments[i + 1];
        }
        if (!name.isEmpty()) load(file, Path.of(name));
        return new Settings(environment, file);
    }

    private static void load(Properties file, Path path) {
        try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            file.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new OperatorError("cannot read the configuration file " + path);
        }
    }

    /** Refuses a file with names that no command knows: a typing error must not weaken anything. */
    void refuseUnknown(CommandLine root) {
        Set<String> known = new TreeSet<>();
        for (CommandLine command : root.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                known.add(option.longestName().replaceFirst("^-+", ""));
            }
        }
        for (String name : file.stringPropertyNames()) {
            if (!known.contains(name)) {
                throw new OperatorError("the configuration file has an unknown name: " + name);
            }
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return null;
        String name = option.longestName().replaceFirst("^-+", "");
        String variable = "COUNTERSIGN_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
        String fromEnvironment = environment.get(variable);
        return fromEnvironment != null ? fromEnvironment : file.getProperty(name);
    }
}
