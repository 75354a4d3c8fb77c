package countersign.aws;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer, read as text: its exact form is what is promised. */
public record XmlAnswer(int status, String xml) {
    private static final Pattern RESULT =
            Pattern.compile("<\\w+Result>(.*)</\\w+Result>", Pattern.DOTALL);

    /** What stands in the first element of that name. */
    public String text(String element) {
        return texts(element).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + element + " in " + xml));
    }

    public List<String> texts(String element) {
        return Pattern.compile("<%1$s>([^<]*)</%1$s>".formatted(element))
                .matcher(xml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Everything inside the result; "" when there is none. */
    public String result() {
        Matcher found = RESULT.matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    /** "200", or as in "404 NoSuchEntity: The user ..."; blanks at the end stay. */
    public String outcome() {
        if (status == 200) {
            return "200";
        }
        List<String> message = texts("Message");
        String code = status + " " + text("Code");
        return message.isEmpty() ? code : code + ": " + message.getFirst();
    }

    public boolean done() {
        return status == 200;
    }
}
