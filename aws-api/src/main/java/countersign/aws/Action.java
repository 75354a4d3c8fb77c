package countersign.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An action of the API by its name on the wire, as in {@code CreateVirtualMFADevice}. */
public record Action(Service service, String name) {
    private static final List<Action> ALL = read();

    /** The actions that Countersign has, as in {@code actions.txt}. */
    public static List<Action> all() {
        return ALL;
    }

    /** One of {@link #all}. */
    public static Optional<Action> named(String name) {
        return ALL.stream().filter(action -> action.name.equals(name)).findFirst();
    }

    /** As a policy names it: {@code iam:CreateVirtualMFADevice}. */
    public String qualifiedName() {
        return service.signingName() + ":" + name;
    }

    private static List<Action> read() {
        var actions = new ArrayList<Action>();
        Service service = Service.IAM;
        for (String line : resource().lines().filter(text -> !text.startsWith("#")).toList()) {
            if (line.endsWith(":")) {
                String title = line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT);
                service = Service.valueOf(title);
                continue;
            }
            for (String name : line.strip().split(" ", 0)) {
                if (!name.isEmpty()) {
                    actions.add(new Action(service, name));
                }
            }
        }
        return List.copyOf(actions);
    }

    private static String resource() {
        try (InputStream in = Action.class.getResourceAsStream("actions.txt")) {
            if (in == null) {
                throw new IllegalStateException("actions.txt is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read actions.txt", e);
        }
    }
}
