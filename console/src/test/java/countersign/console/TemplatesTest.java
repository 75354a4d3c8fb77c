package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.console.SamplePages.Sample;
import countersign.console.view.Field;
import countersign.console.view.Frame;
import countersign.console.view.Frame.Warning;
import countersign.console.view.Frame.Who;
import countersign.console.view.Note;
import countersign.console.view.SignInPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {
    private static final String HOSTILE = "</title><script>alert('\"1\"')</script>";

    private final StaticFiles files = new StaticFiles();
    private final Templates templates = new Templates();

    static Iterable<String> pages() {
        return new SamplePages(new StaticFiles()).all().keySet();
    }

    private String render(String name) {
        Sample sample = new SamplePages(files).page(name);
        return templates.render(sample.template(), sample.view());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void rendersAWholePage(String name) {
        assertThat(render(name))
                .startsWith("<!doctype html>")
                .contains("<h1", "<main", "Not affiliated with or endorsed by Amazon Web Services.")
                .contains("</body>\n</html>");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void needsNothingThatThePolicyForbids(String name) {
        assertThat(render(name))
                .doesNotContain(" style=", "<style", "javascript:", "http://localhost")
                .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
                .doesNotContainPattern("<[^>]* on[a-z]+=");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void carriesATokenInEveryForm(String name) {
        var page = render(name);
        assertThat(count(page, "<input type=\"hidden\" name=\"csrf\" value=\"c\">"))
                .isEqualTo(count(page, "<form "));
        assertThat(count(page, "<form ")).isEqualTo(count(page, "method=\"post\""));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void usesEachIdOnceAndLabelsEachField(String name) {
        var page = render(name);
        var ids =
                Pattern.compile(" id=\"([^\"]*)\"")
                        .matcher(page)
                        .results()
                        .map(it -> it.group(1))
                        .toList();
        assertThat(ids).doesNotHaveDuplicates();
        Pattern.compile("<input class=\"form-control[^>]* id=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .forEach(it -> assertThat(page).contains("for=\"" + it.group(1) + "\""));
        Pattern.compile("aria-describedby=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .flatMap(it -> Pattern.compile(" ").splitAsStream(it.group(1).strip()))
                .forEach(id -> assertThat(ids).contains(id));
    }

    /** A browser keeps the addresses of what was opened and downloaded. */
    @Test
    void showsANewKeyAsTextAndInNoAddressOrAttribute() {
        var page = render("key-new");
        var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        assertThat(count(page, "wJalrXUtn")).isEqualTo(1);
        assertThat(page)
                .contains("id=\"key-secret\">" + secret + "</span>")
                .doesNotContain("href=\"data:")
                .containsPattern("<button[^>]* data-download=\"key-facts\"[^>]* hidden>")
                .containsPattern("<script type=\"module\" src=\"/assets/download[^\"]*\\.js\">");
    }

    @Test
    void leavesNoTemplateUnlookedAt() throws IOException {
        try (var folder = Files.list(Path.of("src/main/jte"))) {
            var templates =
                    folder.map(it -> it.getFileName().toString())
                            .filter(it -> it.endsWith(".jte"))
                            .map(it -> it.substring(0, it.length() - ".jte".length()))
                            .collect(Collectors.toSet());
            assertThat(
                            new SamplePages(files)
                                    .all().values().stream()
                                            .map(Sample::template)
                                            .collect(Collectors.toSet()))
                    .isEqualTo(templates);
        }
    }

    @Test
    void escapesWhateverPeopleTyped() {
        var frame =
                new Frame(
                        files.assets(),
                        false,
                        HOSTILE,
                        Optional.of(new Who(HOSTILE, HOSTILE, HOSTILE)),
                        Warning.NONE,
                        Optional.of(Note.good(HOSTILE, HOSTILE)));
        var page =
                templates.render(
                        "signin",
                        new SignInPages.Email(
                                frame,
                                false,
                                new Field(HOSTILE, HOSTILE),
                                new Field(HOSTILE, HOSTILE),
                                HOSTILE));
        assertThat(page)
                .doesNotContain("<script>alert", "=\"</")
                .contains(
                        "&lt;script", "value=\"&lt;/title>&lt;script>alert(&#39;&#34;1&#34;&#39;)");
    }

    /** The words of the tutorials, as they come one after the other. */
    @Test
    void saysTheWordsOfTheTutorialsInTheirOrder() {
        for (var words : WORDS.entrySet()) {
            assertThat(render(words.getKey())).containsSubsequence(words.getValue());
        }
    }

    private static final Map<String, String[]> WORDS =
            Map.ofEntries(
                    Map.entry("signin", new String[] {"Root user", "Next"}),
                    Map.entry("password", new String[] {"Sign in", "Forgot password?"}),
                    Map.entry(
                            "home",
                            new String[] {
                                "Countersign",
                                "Harbour Savings",
                                "My Security Credentials",
                                "Sign out"
                            }),
                    Map.entry(
                            "credentials-root",
                            new String[] {
                                "You are using root credentials", "Continue to Security Credentials"
                            }),
                    Map.entry(
                            "credentials-no-mfa",
                            new String[] {
                                "Your Security Credentials",
                                "Password",
                                "Multi-factor authentication (MFA)",
                                "Activate MFA",
                                "Sessions",
                                "Account identifiers"
                            }),
                    Map.entry(
                            "credentials-mfa",
                            new String[] {
                                "Name",
                                "Kind",
                                "Serial number (ARN)",
                                "Created",
                                "Last used",
                                "Drift",
                                "Status",
                                "Manage",
                                "Activate MFA"
                            }),
                    Map.entry(
                            "wizard-type",
                            new String[] {
                                "Manage MFA device",
                                "Virtual MFA device",
                                "Authenticator app installed on your phone or computer",
                                "root-account-mfa-device",
                                "Continue"
                            }),
                    Map.entry(
                            "wizard-setup",
                            new String[] {
                                "Set up virtual MFA device",
                                "list of authenticator apps",
                                "an app can hold several",
                                "Show QR code",
                                "Show secret key",
                                "MFA code 1",
                                "MFA code 2",
                                "Submit your request immediately after generating the codes",
                                "Resync",
                                "Assign MFA"
                            }),
                    Map.entry("wizard-backup", new String[] {"Make a secure backup", "Finish"}),
                    Map.entry(
                            "wizard-done",
                            new String[] {
                                "Success", "You have successfully assigned virtual MFA", "Close"
                            }),
                    Map.entry(
                            "mfa-several-wrong",
                            new String[] {
                                "Multi-factor authentication",
                                "MFA code",
                                "Submit",
                                "Troubleshoot MFA",
                                "Re-sync with our servers",
                                "Lost your device?"
                            }),
                    Map.entry("manage", new String[] {"Resync", "Remove"}));

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
