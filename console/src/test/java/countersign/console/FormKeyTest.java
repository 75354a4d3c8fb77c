package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FormKeyTest {
    private final FormKey key = FormKey.copyOf(new byte[32]);

    @Test
    void knowsTheTokenOfACookie() {
        assertThat(key.isTokenFor("cookie", key.tokenFor("cookie"))).isTrue();
    }

    @Test
    void refusesTheTokenOfAnotherBrowser() {
        assertThat(key.isTokenFor("cookie", key.tokenFor("another"))).isFalse();
        assertThat(key.isTokenFor("cookie", "")).isFalse();
        assertThat(key.isTokenFor("cookie", "cookie")).isFalse();
    }

    @Test
    void refusesTheTokenOfAnotherKey() {
        var bytes = new byte[32];
        bytes[31] = 1;
        assertThat(key.isTokenFor("cookie", FormKey.copyOf(bytes).tokenFor("cookie"))).isFalse();
    }

    @Test
    void doesNotPrintItself() {
        assertThat(key).hasToString("FormKey[hidden]");
        assertThatThrownBy(() -> FormKey.copyOf(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
