package countersign.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.ApiRequest;
import countersign.aws.Body;
import countersign.aws.Headers;
import countersign.aws.query.QueryForm;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalRequestTest {
    /** AWS General Reference, "Task 1: Create a canonical request", and its hash. */
    @Test
    void agreesWithTheExampleThatAwsPublished() {
        var request =
                new ApiRequest(
                        "GET",
                        "/",
                        "Action=ListUsers&Version=2010-05-08",
                        Headers.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=utf-8",
                                "Host",
                                "iam.amazonaws.com",
                                "X-Amz-Date",
                                "20150830T123600Z"),
                        Body.EMPTY,
                        "",
                        true);
        String canonical = canonical(request, "content-type", "host", "x-amz-date");
        assertThat(canonical)
                .isEqualTo(
                        """
                        GET
                        /
                        Action=ListUsers&Version=2010-05-08
                        content-type:application/x-www-form-urlencoded; charset=utf-8
                        host:iam.amazonaws.com
                        x-amz-date:20150830T123600Z

                        content-type;host;x-amz-date
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\
                        """);
        assertThat(CanonicalRequest.sha256(canonical))
                .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    }

    /** The cases of AWS's signature test suite that concern a path. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/, /",
        "//, /",
        "/./, /",
        "/example/.., /",
        "/example1/example2/../.., /",
        "//example//, /example/",
        "/./example, /example",
        "/../x, /x",
        "/example%20space/, /example%2520space/",
        "/a~b/c, /a~b/c",
        "/%E1%88%B4, /%25E1%2588%25B4"
    })
    void normalisesThePath(String path, String canonical) {
        assertThat(CanonicalRequest.path(path)).isEqualTo(canonical);
    }

    @Test
    void joinsHeadersThatRepeatAndCollapsesTheirBlanks() {
        var request =
                new ApiRequest(
                        "GET",
                        "/",
                        "b=2&a=%7e&b=1&c&a=%C3%a9+x&X-Amz-Signature=00",
                        Headers.of("My-Header", "  a   b  c ", "my-header", "d"),
                        Body.EMPTY,
                        "",
                        true);
        assertThat(canonical(request, "my-header"))
                .contains("\na=%C3%A9%20x&a=~&b=1&b=2&c=\n")
                .contains("\nmy-header:a b c,d\n\n");
    }

    private static String canonical(ApiRequest request, String... headers) {
        QueryForm query = QueryForm.parse(request.rawQuery()).orElseThrow();
        return CanonicalRequest.of(request, query, new TreeSet<>(List.of(headers)));
    }
}
