package countersign.authenticator;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The desktop's clipboard, by the command that it has for it. */
final class SystemClipboard implements Surroundings.Clipboard {
    /** How to write and to read it, and which variable says that its desktop is there. */
    private record Tool(String program, String variable, String write, String read) {}

    private static final List<Tool> TOOLS =
            List.of(
                    new Tool("wl-copy", "WAYLAND_DISPLAY", "wl-copy", "wl-paste -n"),
                    new Tool(
                            "xclip",
                            "DISPLAY",
                            "xclip -selection clipboard",
                            "xclip -selection clipboard -o"),
                    new Tool("xsel", "DISPLAY", "xsel -bi", "xsel -bo"),
                    new Tool("pbcopy", "HOME", "pbcopy", "pbpaste"));

    private final Map<String, String> environment;

    SystemClipboard(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean copy(String text, Duration lifetime) {
        Optional<Tool> tool = TOOLS.stream().filter(this::isHere).findFirst();
        if (tool.isEmpty()) {
            return false;
        }
        String script = script(tool.get(), lifetime);
        try {
            Process shell =
                    new ProcessBuilder("sh", "-c", script)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            try (var in = shell.getOutputStream()) {
                in.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Goes on when the command and its terminal are gone. The text comes by standard input, since
     * anybody can read a command line; what was copied afterwards is left alone.
     */
    private static String script(Tool tool, Duration lifetime) {
        return """
        trap '' HUP
        IFS= read -r text
        printf %%s "$text" | %1$s
        sleep %3$d
        if [ "$(%2$s)" = "$text" ]; then printf '' | %1$s; fi
        """
                .formatted(tool.write(), tool.read(), lifetime.toSeconds());
    }

    private boolean isHere(Tool tool) {
        return environment.containsKey(tool.variable())
                && Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(environment.getOrDefault("PATH", ""))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool.program())));
    }
}
