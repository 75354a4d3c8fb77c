package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A profile with {@code mfa_serial}: the AWS CLI asks for the code itself, on a terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MfaPromptTest {
    private JsonNode seen = Server.JSON.nullNode();

    @BeforeAll
    void ask(@TempDir Path folder) throws IOException {
        try (Server server = Server.sandbox(folder)) {
            Python python = new Python(server, server.account("prompt@example.com"));
            seen = Server.JSON.readTree(python.run("mfa_prompt.py"));
        }
    }

    private String prompt() {
        return "Enter MFA code for " + seen.get("serial").asText() + ": ";
    }

    private String identity() {
        return "arn:aws:sts::%s:assumed-role/%s/prompt"
                .formatted(seen.get("account").asText(), seen.get("role").asText());
    }

    private String shown(String call) {
        return seen.get(call).get("shown").asText();
    }

    @Test
    void aRightCodeGivesTheRole() {
        assertThat(shown("right")).isEqualTo(prompt() + "\n" + identity() + "\n");
        assertThat(seen.get("right").get("status").asInt()).isZero();
    }

    @Test
    void aWrongCodeIsRefusedWithTheTextOfAws() {
        assertThat(shown("wrong"))
                .startsWith(prompt())
                .contains(
                        "An error occurred (AccessDenied) when calling the AssumeRole operation:"
                                + " MultiFactorAuthentication failed with invalid MFA one time pass"
                                + " code. \n");
        assertThat(seen.get("wrong").get("status").asInt()).isNotZero();
    }

    @Test
    void theRoleIsKeptSoThatTheNextCallAsksNothing() {
        assertThat(shown("again")).isEqualTo(identity() + "\n");
    }
}
