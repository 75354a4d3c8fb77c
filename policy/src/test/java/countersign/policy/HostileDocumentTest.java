package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileDocumentTest {
    private static final String STATEMENT = "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}";

    private static final char HIGH = (char) 0xd800;
    private static final char LOW = (char) 0xdfff;
    private static final String ODD = "{}[]\",:*$\\'\0 0e-" + HIGH;

    private static void malformed(String document) {
        assertThat(Documents.read(document, PolicyKind.IDENTITY))
                .isInstanceOf(Policy.Reading.Malformed.class);
    }

    @Test
    void nestsNoDeeperThanAPolicyDoes() {
        malformed("[".repeat(1_000_000));
        malformed("{`Statement`:" + "[".repeat(100_000));
        malformed("{`a`:".repeat(20_000));
        malformed("{`Statement`:" + "[".repeat(40) + STATEMENT + "]".repeat(40) + "}");
    }

    @Test
    void isNoLongerThan131072Characters() {
        malformed("{`Statement`:[" + (STATEMENT + ",").repeat(100_000) + STATEMENT + "]}");
        malformed("{`Statement`:" + STATEMENT + " ".repeat(JsonReader.MOST_CHARACTERS) + "}");
        assertThat(
                        Documents.read(
                                "{`Statement`:["
                                        + (STATEMENT + ",").repeat(2000)
                                        + STATEMENT
                                        + "]}",
                                PolicyKind.IDENTITY))
                .isInstanceOf(Policy.Reading.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}}\0",
                "\ufeff{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}}",
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:\0`,`Resource`:`*`}}",
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,}}",
                "{'Statement':{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}}",
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}/* */}",
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`NumericEquals`:{`a:b`:NaN}}}}",
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`NumericEquals`:{`a:b`:01}}}}"
            })
    void isStrictJson(String document) {
        malformed(document);
    }

    @Test
    void aNumberHasAHundredDigitsAtMost() {
        malformed(
                "{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`NumericEquals`:{`a:b`:"
                        + "9".repeat(50_000)
                        + "}}}}");
    }

    @Test
    void loneSurrogatesAndEscapedNulAreOnlyCharacters() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`a:"
                                + HIGH
                                + "\\u0000\\udfff`,`Resource`:`*`}");
        assertThat(Documents.decide(policy, "a:" + HIGH + "\0" + LOW, "*").allowed()).isTrue();
        assertThat(Documents.decide(policy, "a:" + HIGH + "\0", "*").allowed()).isFalse();
    }

    @Test
    void globBombsTakeNoTime() {
        String bomb = "a*".repeat(30_000) + "b";
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`x:"
                                + bomb
                                + "`,`Resource`:`*`},"
                                + "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`arn:aws:s3:::"
                                + "a*".repeat(30)
                                + "b`}");
        String text = "a".repeat(2000);
        assertThat(Documents.decide(policy, "x:" + text, "arn:aws:s3:::" + text).allowed())
                .isFalse();
        assertThat(Documents.decide(policy, "x:" + text, "arn:aws:s3:::" + text + "b"))
                .isEqualTo(Decision.EXPLICIT_DENY_IDENTITY);
    }

    @Test
    void numbersWithHugeExponentsTakeNoTime() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`,`Condition`:{`NumericLessThan`:{`a:b`:1e2000000000}}}");
        assertThat(Documents.decide(policy, "a:b", "*", "a:b", "1e-2000000000").allowed()).isTrue();
        assertThat(Documents.decide(policy, "a:b", "*", "a:b", "9e1999999999").allowed()).isTrue();
        assertThat(Documents.decide(policy, "a:b", "*", "a:b", "1e9999999999").allowed()).isFalse();
    }

    /** Random flips of valid documents, each time read and, if valid, evaluated. */
    @Test
    void noDamageMakesReadingThrow() {
        long seed = Long.getLong("countersign.seed", System.nanoTime());
        var random = new Random(seed);
        String[] documents = {
            ForceMfaTest.DOCUMENT.replace('`', '"'),
            new RandomDocuments(random).identity(),
            new RandomDocuments(random).identity(),
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"*\",\"123456789012\"]},\"Action\":\"sts:AssumeRole\"}}"
        };
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int i = 0; i < 30_000 && System.nanoTime() < end; i++) {
            String damaged = damage(documents[random.nextInt(documents.length)], random);
            for (PolicyKind kind : PolicyKind.values()) {
                try {
                    if (Policy.read(damaged, kind) instanceof Policy.Reading.Valid valid
                            && !kind.namesPrincipals()) {
                        Evaluator.explain(
                                Documents.grants(valid.policy()),
                                new Request("iam:GetUser", Documents.ALICE, Context.EMPTY));
                    }
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(
                            "-Dcountersign.seed=" + seed + ", document " + damaged, e);
                }
            }
        }
    }

    private static String damage(String document, Random random) {
        var text = new StringBuilder(document);
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(16)));
                case 2 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
            }
        }
        return text.toString();
    }
}
