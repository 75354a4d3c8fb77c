package countersign.aws.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a form by the dots in their names: {@code Tags.member.1.Key}. */
final class FormTree {
    /** The deepest input has seven. */
    private static final int DEEPEST = 16;

    private Optional<String> value = Optional.empty();
    private Map<String, FormTree> children = Map.of();

    static FormTree of(QueryForm form) {
        var root = new FormTree();
        form.parameters().forEach(root::add);
        return root;
    }

    private void add(QueryForm.Parameter parameter) {
        FormTree node = this;
        String name = parameter.name();
        int start = 0;
        for (int depth = 0; depth < DEEPEST; depth++) {
            int dot = name.indexOf('.', start);
            if (dot < 0) {
                node.child(name.substring(start)).put(parameter.value());
                return;
            }
            node = node.child(name.substring(start, dot));
            start = dot + 1;
        }
    }

    /** The first of a repeated scalar wins. */
    private void put(String text) {
        if (value.isEmpty()) {
            value = Optional.of(text);
        }
    }

    private FormTree child(String name) {
        if (children.isEmpty()) {
            children = new LinkedHashMap<>();
        }
        return children.computeIfAbsent(name, _ -> new FormTree());
    }

    Optional<String> value() {
        return value;
    }

    Map<String, FormTree> children() {
        return children;
    }

    Optional<FormTree> at(String name) {
        return Optional.ofNullable(children.get(name));
    }
}
