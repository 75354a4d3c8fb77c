package countersign.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form as a browser sends it ({@code application/x-www-form-urlencoded}), read strictly: what no
 * browser writes is refused and never guessed at. Of a repeated field the first counts. Prints the
 * number of its fields only, since they hold passwords and codes.
 */
public final class FormBody {
    /** More than any form of ours holds. */
    public static final int LONGEST_BYTES = 64 * 1024;

    private static final int MOST_FIELDS = 64;

    private final Map<String, String> fields;

    private FormBody(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * Reads a form.
     *
     * @throws MalformedForm when it is too long, holds too many fields, bytes that must be escaped,
     *     a broken escape or broken UTF-8
     */
    public static FormBody parse(byte[] body) {
        if (body.length > LONGEST_BYTES) throw new MalformedForm("the form is too long");
        var fields = new LinkedHashMap<String, String>();
        int start = 0;
        while (start < body.length) {
            int end = indexOf(body, '&', start, body.length);
            if (end > start) putField(fields, body, start, end);
            if (fields.size() > MOST_FIELDS)
                throw new MalformedForm("the form has too many fields");
            start = end + 1;
        }
        return new FormBody(fields);
    }

    private static void putField(Map<String, String> fields, byte[] body, int start, int end) {
        int equals = indexOf(body, '=', start, end);
        String name = decode(body, start, equals);
        String value = equals < end ? decode(body, equals + 1, end) : "";
        fields.putIfAbsent(name, value);
    }

    private static int indexOf(byte[] body, char wanted, int start, int end) {
        int at = start;
        while (at < end && body[at] != wanted) at++;
        return at;
    }

    private static String decode(byte[] body, int start, int end) {
        var bytes = new ByteArrayOutputStream(end - start);
        for (int at = start; at < end; at++) {
            byte b = body[at];
            if (b == '%') {
                bytes.write(hexPair(body, at + 1, end));
                at += 2;
            } else if (b <= ' ' || b > '~') {
                throw new MalformedForm("the form holds a byte that must be escaped");
            } else {
                bytes.write(b == '+' ? ' ' : b);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int hexPair(byte[] body, int at, int end) {
        if (at + 2 > end) throw new MalformedForm("the form ends inside an escape");
        int high = Character.digit(body[at], 16);
        int low = Character.digit(body[at + 1], 16);
        if (high < 0 || low < 0) throw new MalformedForm("the form holds a broken escape");
        return high << 4 | low;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedForm("the form holds broken UTF-8");
        }
    }

    /** The field's value; empty when it is not there. */
    public String value(String name) {
        return fields.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return "FormBody[" + fields.size() + " fields]";
    }

    /** A form that no browser of ours could have sent. Says what is wrong, never what it holds. */
    public static final class MalformedForm extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedForm(String message) {
            super(message);
        }
    }
}
