package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operator says; the key is {@code aws:k}. */
class OperatorTest {
    /**
     * Tells whether a condition holds.
     *
     * @param values of the document, comma between
     * @param given values of the request, comma between; {@code absent} for no key, {@code none}
     *     for a key without values
     */
    private static boolean holds(String operator, String values, String given) {
        String list = "[`" + values.replace(",", "`,`") + "`]";
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`"
                                + operator
                                + "`:{`AWS:K`:"
                                + list
                                + "}}}");
        return Evaluator.decide(Documents.grants(policy), new Request("a:b", "*", given(given)))
                .allowed();
    }

    private static Context given(String given) {
        return switch (given) {
            case "absent" -> Context.EMPTY;
            case "none" -> Context.of(Map.of("aws:k", List.of()));
            default -> Context.of(Map.of("aws:k", Arrays.asList(given.split(",", -1))));
        };
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "StringEquals a a true",
                "StringEquals a A false",
                "StringEquals a,b b true",
                "StringEquals a* ab false",
                "StringEquals a* a* true",
                "StringNotEquals a a false",
                "StringNotEquals a b true",
                "StringNotEquals a,b b false",
                "StringNotEquals a,b c true",
                "StringEqualsIgnoreCase aB Ab true",
                "StringEqualsIgnoreCase aB Ac false",
                "StringEqualsIgnoreCase ÄB äb true",
                "StringNotEqualsIgnoreCase aB Ab false",
                "StringNotEqualsIgnoreCase aB Ac true",
                "StringLike a*c abbc true",
                "StringLike a?c abc true",
                "StringLike a?c abbc false",
                "StringLike a*c abcd false",
                "StringLike A* abc false",
                "StringLike * '' true",
                "StringNotLike a*c abbc false",
                "StringNotLike a*c abcd true"
            })
    void strings(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "NumericEquals 10 10 true",
                "NumericEquals 10 10.0 true",
                "NumericEquals 10 1e1 true",
                "NumericEquals 10 010 true",
                "NumericEquals 10 11 false",
                "NumericEquals 10 ten false",
                "NumericEquals 10 '' false",
                "NumericEquals 10 \u0661\u0660 false",
                "NumericNotEquals 10 10 false",
                "NumericNotEquals 10 11 true",
                "NumericLessThan 3600 3599 true",
                "NumericLessThan 3600 3600 false",
                "NumericLessThan 3600 -1 true",
                "NumericLessThan 3600 x false",
                "NumericLessThanEquals 3600 3600 true",
                "NumericLessThanEquals 3600 3600.5 false",
                "NumericGreaterThan 5 5 false",
                "NumericGreaterThan 5 6 true",
                "NumericGreaterThanEquals 5 5 true",
                "NumericGreaterThanEquals 5 4 false",
                "NumericGreaterThan 99999999999999999998 99999999999999999999 true",
                "NumericLessThan 1e99999 1e99998 true"
            })
    void numbers(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "DateEquals 2020-01-01T00:00:00Z 1577836800 true",
                "DateEquals 2020-01-01 2020-01-01T00:00:00Z true",
                "DateEquals 2020-01-01T01:00:00+01:00 2020-01-01T00:00:00Z true",
                "DateEquals 2020-01-01T00:00:00.5Z 2020-01-01T00:00:00.500Z true",
                "DateEquals 2020-01 2020-01-01 true",
                "DateEquals 2020-01-01 never false",
                "DateEquals 2020-01-01 2020-13-01 false",
                "DateNotEquals 2020-01-01 2020-01-01T00:00:01Z true",
                "DateNotEquals 2020-01-01 2020-01-01 false",
                "DateLessThan 2020-01-01 2019-12-31T23:59:59Z true",
                "DateLessThan 2020-01-01 2020-01-01 false",
                "DateLessThanEquals 2020-01-01 2020-01-01 true",
                "DateLessThanEquals 2020-01-01 2020-01-02 false",
                "DateGreaterThan 2020-01-01 2020-01-01T00:00:00.001Z true",
                "DateGreaterThan 2020-01-01 2020-01-01 false",
                "DateGreaterThanEquals 2020-01-01 2020-01-01 true",
                "DateGreaterThanEquals 2020-01-01 2019-01-01 false",
                "DateGreaterThan -292275054 2019-01-01 true",
                "DateLessThan 9223372036854775807 2019-01-01 true",
                "DateEquals 2016-12-13t2:00:00.593194+23 2016-12-12T03:00:00.593194Z true"
            })
    void dates(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "Bool true true true",
                "Bool TRUE true true",
                "Bool true True true",
                "Bool true false false",
                "Bool false false true",
                "Bool true,false false true",
                "Bool false no false",
                "BinaryEquals QmluYXJ5 QmluYXJ5 true",
                "BinaryEquals QmluYXJ5 QmluYXJ6 false",
                "BinaryEquals QmluYXJ5 ??? false",
                "Null true absent true",
                "Null true none true",
                "Null true x false",
                "Null false absent false",
                "Null false none false",
                "Null false x true",
                "Null true,false x true"
            })
    void truthsBytesAndAbsence(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "IpAddress 10.0.0.0/8 10.1.2.3 true",
                "IpAddress 10.9.9.9/8 10.1.2.3 true",
                "IpAddress 10.0.0.0/8 11.1.2.3 false",
                "IpAddress 10.1.2.3 10.1.2.3 true",
                "IpAddress 10.1.2.3 10.1.2.4 false",
                "IpAddress 0.0.0.0/0 255.255.255.255 true",
                "IpAddress 0.0.0.0/0 ::1 false",
                "IpAddress ::/0 10.0.0.1 false",
                "IpAddress ::/0 ::1 true",
                "IpAddress 10.0.0.0/8 ::ffff:10.1.2.3 true",
                "IpAddress ::ffff:10.0.0.0/104 10.1.2.3 true",
                "IpAddress 2001:db8::/32 2001:DB8:1::1 true",
                "IpAddress 2001:db8::/32 2001:db9::1 false",
                "IpAddress 2001:db8::1:0/112 2001:db8::1:ffff true",
                "IpAddress 2001:db8::1:0/112 2001:db8::2:0 false",
                "IpAddress 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:8 true",
                "IpAddress 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:8:9 false",
                "IpAddress 1::8 1:0:0:0:0:0:0:8 true",
                "IpAddress 10.0.0.0/8 10.1.2.3.4 false",
                "IpAddress 10.0.0.0/8 10.1.2 false",
                "IpAddress 10.0.0.0/8 10.1.2.256 false",
                "IpAddress 10.0.0.0/8 localhost false",
                "IpAddress 10.0.0.0/8,192.0.2.0/24 192.0.2.7 true",
                "NotIpAddress 10.0.0.0/8,192.0.2.0/24 192.0.2.7 false",
                "NotIpAddress 10.0.0.0/8,192.0.2.0/24 192.0.3.7 true",
                "NotIpAddress 10.0.0.0/8 localhost true"
            })
    void addresses(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "ArnEquals arn:aws:iam::1:user/a arn:aws:iam::1:user/a true",
                "ArnEquals arn:aws:iam::1:user/* arn:aws:iam::1:user/a/b:c true",
                "ArnLike arn:aws:iam::*:user/a arn:aws:iam::1:user/a true",
                "ArnLike arn:aws:iam::*:a arn:aws:iam::1:user:a false",
                "ArnLike arn:aws:*:user/a arn:aws:iam::1:user/a false",
                "ArnLike arn:aws:iam::1:user/A arn:aws:iam::1:user/a false",
                "ArnLike arn:aws:iam arn:aws:iam::1:user/a true",
                "ArnLike * arn:aws:iam::1:user/a true",
                "ArnNotEquals arn:aws:iam::1:user/* arn:aws:iam::1:user/a false",
                "ArnNotEquals arn:aws:iam::1:user/* arn:aws:iam::1:role/a true",
                "ArnNotLike arn:aws:iam::?:user/* arn:aws:iam::1:user/a false",
                "ArnNotLike arn:aws:iam::?:user/* arn:aws:iam::12:user/a true",
                "ArnLike arn:aws:iam::1:user/a a false"
            })
    void arns(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "StringEquals a absent false",
                "StringEquals a none false",
                "StringNotEquals a absent true",
                "StringNotLike a none true",
                "NumericNotEquals 1 absent true",
                "NumericLessThan 1 absent false",
                "DateNotEquals 2020 absent true",
                "DateLessThan 2020 absent false",
                "Bool false absent false",
                "BinaryEquals QQ== absent false",
                "IpAddress 0.0.0.0/0 absent false",
                "NotIpAddress 0.0.0.0/0 absent true",
                "ArnLike * absent false",
                "ArnNotLike * absent true",
                "StringEqualsIfExists a absent true",
                "StringEqualsIfExists a none true",
                "StringEqualsIfExists a b false",
                "StringNotEqualsIfExists a absent true",
                "StringNotEqualsIfExists a a false",
                "BoolIfExists false absent true",
                "BoolIfExists false true false",
                "NumericLessThanIfExists 1 absent true",
                "DateLessThanIfExists 2020 absent true",
                "IpAddressIfExists 10.0.0.0/8 absent true",
                "ArnLikeIfExists arn:aws:iam::1:a absent true",
                "BinaryEqualsIfExists QQ== absent true"
            })
    void absentKeys(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "ForAllValues:StringEquals a,b a,b true",
                "ForAllValues:StringEquals a,b a true",
                "ForAllValues:StringEquals a,b a,c false",
                "ForAllValues:StringEquals a,b absent true",
                "ForAllValues:StringEquals a,b none true",
                "ForAllValues:StringNotEquals a,b c,d true",
                "ForAllValues:StringNotEquals a,b c,a false",
                "ForAnyValue:StringEquals a,b c,a true",
                "ForAnyValue:StringEquals a,b c,d false",
                "ForAnyValue:StringEquals a,b absent false",
                "ForAnyValue:StringEquals a,b none false",
                "ForAnyValue:StringNotEquals a,b a,c true",
                "ForAnyValue:StringNotEquals a,b a,b false",
                "ForAnyValue:StringNotEquals a absent false",
                "ForAnyValue:StringEqualsIfExists a absent true",
                "ForAllValues:StringLike a* ab,ac true",
                "ForAnyValue:NumericLessThan 5 9,4 true",
                "ForAllValues:NumericLessThan 5 9,4 false",
                "StringEquals a b,a true",
                "StringNotEquals a b,a false"
            })
    void severalValues(String operator, String values, String given, boolean holds) {
        assertThat(holds(operator, values, given)).isEqualTo(holds);
    }
}
