package countersign.aws.query;

/** Builds XML 1.0 text. */
final class Xml {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder(512);

    Xml raw(String markup) {
        text.append(markup);
        return this;
    }

    Xml element(String name, String content) {
        return open(name).escaped(content).close(name);
    }

    Xml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    Xml empty(String name) {
        text.append('<').append(name).append("/>");
        return this;
    }

    /** A character that XML 1.0 cannot hold becomes U+FFFD: no parser would take it. */
    Xml escaped(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                // A parser would make a line feed of it.
                case '\r' -> text.append("&#xD;");
                default -> text.append(isFit(content, i) ? c : REPLACEMENT);
            }
        }
        return this;
    }

    private static boolean isFit(String content, int at) {
        char c = content.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < content.length() && Character.isLowSurrogate(content.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(content.charAt(at - 1));
        }
        return c >= 0x20 ? c < 0xFFFE : c == '\t' || c == '\n';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
