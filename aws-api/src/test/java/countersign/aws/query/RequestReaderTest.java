package countersign.aws.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;

/** The rows of aws-mfa.md, C.1. */
class RequestReaderTest {
    private static final RequestReader<ListUsersRequest> USERS =
            RequestReader.of(ListUsersRequest.class);
    private static final RequestReader<CreateLoginProfileRequest> PROFILE =
            RequestReader.of(CreateLoginProfileRequest.class);
    private static final RequestReader<TagUserRequest> TAG = RequestReader.of(TagUserRequest.class);
    private static final RequestReader<UntagUserRequest> UNTAG =
            RequestReader.of(UntagUserRequest.class);

    private static QueryForm form(String encoded) {
        return QueryForm.parse(encoded).orElseThrow();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"7, 7", "007, 7", "%2B7, 7", "-7, -7", "2147483647, 2147483647", "0, 0"})
    void readsIntegersAsAwsDoes(String sent, int value) {
        assertThat(USERS.read(form("MaxItems=" + sent)).request().maxItems()).isEqualTo(value);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                "+7",
                "7+",
                "1.0",
                "1e3",
                "2147483648",
                "-2147483649",
                "%D9%A3",
                "0x1",
                "--1",
                "99999999999999999999",
                "seven"
            })
    void otherIntegersAreMalformed(String sent) {
        malformed(USERS, "MaxItems=" + sent);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"true, true", "1, true", "false, false", "0, false"})
    void readsBooleansAsAwsDoes(String sent, boolean value) {
        Boolean read =
                PROFILE.read(form("PasswordResetRequired=" + sent))
                        .request()
                        .passwordResetRequired();
        assertThat(read).isEqualTo(value);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "True", "TRUE", "+true", "null", "yes", "2", "01"})
    void otherBooleansAreMalformed(String sent) {
        malformed(PROFILE, "PasswordResetRequired=" + sent);
    }

    private static ApiFault malformed(RequestReader<?> reader, String encoded) {
        var faults = new java.util.ArrayList<ApiFault>();
        assertThatThrownBy(() -> reader.read(form(encoded)))
                .isInstanceOfSatisfying(ApiFault.class, faults::add);
        assertThat(faults.getFirst().code()).isEqualTo(ErrorCode.MALFORMED_INPUT);
        return faults.getFirst();
    }

    @Test
    void theFirstOfARepeatedScalarWinsAndUnknownParametersAreIgnored() {
        var read =
                USERS.read(form("PathPrefix=/a&Foo=1&PathPrefix=/b&PathPrefix.x=2&=3&&MaxItem=4"));
        assertThat(read.request()).isEqualTo(ListUsersRequest.builder().pathPrefix("/a").build());
    }

    @Test
    void readsListsInTheOrderOfTheirIndices() {
        var read = UNTAG.read(form("TagKeys.member.02=b&TagKeys.member.1=a&TagKeys.member.01=c"));
        assertThat(read.request().tagKeys()).containsExactly("a", "b");
        assertThat(read.missingEntries()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} are missing")
    @CsvSource({
        "TagKeys.member.2=b, tagKeys.1.member",
        "TagKeys.member.1=a&TagKeys.member.3=c, tagKeys.2.member",
        "TagKeys.member.one=a, tagKeys.1.member",
        "TagKeys.member.%2B1=a, tagKeys.1.member",
        "TagKeys.member.1=a&TagKeys.member.one=b, tagKeys.2.member"
    })
    void aGapAndANonNumberAreMissingEntries(String sent, String missing) {
        assertThat(UNTAG.read(form(sent)).missingEntries()).containsExactly(missing);
    }

    @Test
    void tenSkippedEntriesAreToleratedAndNoMore() {
        assertThat(UNTAG.read(form("TagKeys.member.11=k")).missingEntries()).hasSize(10);
        assertThat(malformed(UNTAG, "TagKeys.member.12=k").text())
                .hasValue("Excessively sparse input would skip 11 list elements");
        assertThat(malformed(UNTAG, "TagKeys.member.999999999999999999=k").text())
                .hasValue("Excessively sparse input would skip 999999999999999998 list elements");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TagKeys.member.0=k | 0 is not a valid index",
                "TagKeys.member.-1=k | Key -1 may not have a leading '-'",
                "TagKeys.member.1.0=k | Two index elements may not occur back to back"
            },
            quoteCharacter = '"')
    void wrongIndicesHaveTheirOwnTexts(String sent, String text) {
        assertThat(malformed(UNTAG, sent).text()).hasValue(text);
    }

    @Test
    void aListWithoutEntriesIsEmptyAndNotAbsent() {
        assertThat(UNTAG.read(form("TagKeys=")).request().hasTagKeys()).isTrue();
        assertThat(UNTAG.read(form("UserName=a")).request().hasTagKeys()).isFalse();
    }

    @Test
    void readsStructuresInLists() {
        var read = TAG.read(form("Tags.member.1.Key=k&Tags.member.1.Value=&Tags.member.2.Value=v"));
        assertThat(read.request().tags().toString())
                .isEqualTo("[Tag(Key=k, Value=), Tag(Value=v)]");
    }

    @Test
    void deepNamesDoNoHarm() {
        String deep = ".a".repeat(100_000);
        assertThat(
                        TAG.read(form("Tags.member.1" + deep + "=x&UserName" + deep))
                                .request()
                                .userName())
                .isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a=%",
                "a=%1",
                "a=%zz",
                "%g0=1",
                "a=%C3",
                "a=%FF",
                "a=%ED%A0%80",
                "a=%u0041",
                "a=\u0416"
            })
    void brokenEscapesAreNoForm(String encoded) {
        assertThat(QueryForm.parse(encoded)).isEmpty();
    }

    @Test
    void formsAreDecodedAndBounded() {
        QueryForm form = form("a+b=c%20d%2B&%C3%A9=\u00C3\u00A9&x&y==z");
        assertThat(form.parameters())
                .isEqualTo(
                        List.of(
                                new QueryForm.Parameter("a b", "c d+"),
                                new QueryForm.Parameter("é", "é"),
                                new QueryForm.Parameter("x", ""),
                                new QueryForm.Parameter("y", "=z")));
        assertThat(QueryForm.parse("a=b&".repeat(QueryForm.MOST_PARAMETERS))).isPresent();
        assertThat(QueryForm.parse("a=b&".repeat(QueryForm.MOST_PARAMETERS + 1))).isEmpty();
        assertThat(form("TokenCode=012345").toString()).doesNotContain("012345");
    }
}
