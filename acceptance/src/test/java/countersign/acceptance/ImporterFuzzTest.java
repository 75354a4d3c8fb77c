package countersign.acceptance;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are an export of some program or are refused, and what was read gets into a vault
 * whole. Nothing sealed is opened here: see {@link SealedImportFuzzTest}. As {@link
 * OtpAuthUriFuzzTest}.
 */
class ImporterFuzzTest {
    private static ImportUnderFuzz imported;

    @BeforeAll
    static void open(@TempDir Path folder) {
        imported = new ImportUnderFuzz(folder);
    }

    @AfterAll
    static void close() {
        imported.close();
    }

    static Stream<byte[]> anyFile() {
        return ImportUnderFuzz.samples();
    }

    @DictionaryEntries({
        "otpauth-migration://offline?data=",
        "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&issuer=",
        "steam://JBSWY3DPEHPK3PXP",
        "\"Authenticators\":[{",
        "\"AuthenticatorCategories\":[{",
        "\"schemaVersion\":4,\"services\":[{",
        "\"tokens\":[{\"secret\":[1,2",
        "\"encrypted\":false,\"items\":[{\"login\":{\"totp\":\"",
        "\"header\":{},\"db\":{\"entries\":[{\"info\":{",
        "\"codeDisplay\"",
        "\\ud800",
        "\\u0000"
    })
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void anyFile(byte[] input) {
        imported.readUnsealed(input);
    }
}
