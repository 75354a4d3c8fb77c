package countersign.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a handler answers: a page, or the address of another one. Cookies go with either.
 *
 * @param location where to; empty for a page
 * @param cookies new values; an empty one removes the cookie
 */
record Answer(
        int status,
        String template,
        Object view,
        Optional<String> location,
        Map<Cookie, String> cookies) {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final int SEE_OTHER = 303;

    static Answer page(String template, Object view) {
        return page(OK, template, view);
    }

    /** A form again, with what is wrong beside its fields. */
    static Answer again(String template, Object view) {
        return page(UNPROCESSABLE, template, view);
    }

    static Answer page(int status, String template, Object view) {
        return new Answer(status, template, view, Optional.empty(), Map.of());
    }

    /** After a POST, so that reloading repeats nothing. */
    static Answer redirect(String path) {
        return new Answer(SEE_OTHER, "", "", Optional.of(path), Map.of());
    }

    Answer with(Cookie cookie, String value) {
        var more = new EnumMap<Cookie, String>(Cookie.class);
        more.putAll(cookies);
        more.put(cookie, value);
        return new Answer(status, template, view, location, more);
    }

    Answer without(Cookie cookie) {
        return with(cookie, "");
    }
}
