package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CookieTest {
    @Test
    void isBoundToTheHostOverTls() {
        assertThat(Cookie.SESSION.set("v", true))
                .isEqualTo("__Host-countersign=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    /** Safari takes no Secure cookie from http://localhost. */
    @Test
    void hasAPlainNameOnLoopbackHttp() {
        assertThat(Cookie.SESSION.set("v", false))
                .isEqualTo("countersign=v; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void isFoundAmongOthers() {
        var header = "a=1; countersign-form=f; countersign=s; countersign=t";
        assertThat(Cookie.SESSION.find(header, false)).contains("s");
        assertThat(Cookie.FORM.find(header, false)).contains("f");
        assertThat(Cookie.SIGN_IN.find(header, false)).isEmpty();
        assertThat(Cookie.SESSION.find(header, true)).isEmpty();
        assertThat(Cookie.SESSION.find("", false)).isEmpty();
    }

    @Test
    void isRemovedByAnAgeOfZero() {
        assertThat(Cookie.SIGN_IN.clear(true))
                .startsWith("__Host-countersign-signin=;")
                .endsWith("; Max-Age=0");
    }
}
