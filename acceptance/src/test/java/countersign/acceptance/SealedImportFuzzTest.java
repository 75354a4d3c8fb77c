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
 * Sealed exports with the right password, damaged in any way: opened or refused. What would take
 * long to derive is left to ImporterTest, so that this searches rather than waits. As {@link
 * OtpAuthUriFuzzTest}.
 */
class SealedImportFuzzTest {
    private static ImportUnderFuzz imported;

    @BeforeAll
    static void open(@TempDir Path folder) {
        imported = new ImportUnderFuzz(folder);
    }

    @AfterAll
    static void close() {
        imported.close();
    }

    static Stream<byte[]> sealedFile() {
        return SealedSamples.all();
    }

    @DictionaryEntries({
        "\"n\":2,\"r\":1,\"p\":1",
        "\"kdfType\":1",
        "\"kdfIterations\":1",
        "\"memLimit\":8192",
        "\"opsLimit\":1",
        "\"key_params\":{\"nonce\":\"",
        "AuthenticatorPro",
        "COUNTERSIGNVAULT",
        "\\ud800"
    })
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void sealedFile(byte[] input) {
        if (SealedSamples.isCheap(input)) imported.readSealed(input);
    }
}
