package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
    @ParameterizedTest(name = "{0} holds a = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a=1|1",
                "a=1&b=2|1",
                "b=2&a=1|1",
                "&&a=1&&|1",
                "a=|\"\"",
                "a|\"\"",
                "b=2|\"\"",
                "a=x=y|x=y",
                "a=x+y%2Bz|x y+z",
                "a=%C3%BC%e2%82%ac|ü€",
                "%61=1|1"
            })
    void readsWhatBrowsersWrite(String body, String value) {
        assertThat(parse(body).value("a")).isEqualTo(value);
    }

    @Test
    void letsTheFirstOfARepeatedFieldCount() {
        assertThat(parse("code=1&code=2&cod%65=3").value("code")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%4&b=1",
                "a=%zz",
                "a=%+1",
                "a=%C3",
                "a=%C0%80",
                "a=%ED%A0%80",
                "a=%FF",
                "a=ü",
                "a=1\n",
                "a=1 2",
                "a=\u0000",
                "%=1"
            })
    void refusesWhatNoBrowserWrites(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(FormBody.MalformedForm.class)
                .hasMessageNotContaining("=");
    }

    @Test
    void refusesTooMuch() {
        assertThatThrownBy(() -> FormBody.parse(new byte[FormBody.LONGEST_BYTES + 1]))
                .isInstanceOf(FormBody.MalformedForm.class);
        var many = new StringBuilder();
        for (int i = 0; i < 65; i++) many.append('f').append(i).append("=&");
        assertThatThrownBy(() -> parse(many.toString())).isInstanceOf(FormBody.MalformedForm.class);
    }

    @Test
    void doesNotPrintWhatItHolds() {
        assertThat(parse("password=hunter2")).hasToString("FormBody[1 fields]");
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void readsOrRefusesAnyBytesAtAll() {
        var random = new Random(20261122);
        byte[] alphabet = "ab=&%+41cC3\u0000 ~\n".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 100_000; round++) {
            var body = new byte[random.nextInt(24)];
            for (int i = 0; i < body.length; i++) {
                body[i] =
                        random.nextInt(8) == 0
                                ? (byte) random.nextInt()
                                : alphabet[random.nextInt(alphabet.length)];
            }
            try {
                assertThat(FormBody.parse(body).value("a")).isNotNull();
            } catch (FormBody.MalformedForm expected) {
                assertThat(expected).hasMessageStartingWith("the form");
            }
        }
    }

    private static FormBody parse(String body) {
        return FormBody.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
