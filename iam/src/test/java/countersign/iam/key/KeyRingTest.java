package countersign.iam.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final SealedPlace PLACE =
            new SealedPlace("mfa_device", "123456789012", "root", "device", 0);
    private static final byte[] SEED =
            "a seed of forty bytes, as AWS gives out".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();
    private final List<SealingKey> file = new ArrayList<>(List.of(SealingKey.random(random)));
    private final KeyRing ring = new KeyRing(() -> new SealingKeys(file), random);

    @Test
    void opensAtItsPlaceWhatItHasSealed() {
        assertThat(ring.open(ring.seal(SEED, PLACE), PLACE)).isEqualTo(SEED);
    }

    @ParameterizedTest(name = "table {0}, account {1}, owner {2}, row {3}, epoch {4}")
    @CsvSource({
        "password, 123456789012, root, device, 0",
        "mfa_device, 999999999999, root, device, 0",
        "mfa_device, 123456789012, other, device, 0",
        "mfa_device, 123456789012, root, other, 0",
        "mfa_device, 123456789012, root, device, 1",
        "mfa_device, 123456789012, rootdevice, '', 0"
    })
    void C03_aSealedSeedOpensAtNoOtherPlace(
            String table, String account, String owner, String row, long epoch) {
        SealedValue sealed = ring.seal(SEED, PLACE);
        var elsewhere = new SealedPlace(table, account, owner, row, epoch);
        assertThatThrownBy(() -> ring.open(sealed, elsewhere)).isInstanceOf(SealBroken.class);
    }

    @Test
    void C05_aValueWithAnyByteChangedDoesNotOpen() {
        byte[] sealed = ring.seal(SEED, PLACE).bytes();
        for (int index = 0; index < sealed.length; index++) {
            byte[] changed = sealed.clone();
            changed[index] ^= 1;
            assertThatThrownBy(() -> ring.open(new SealedValue(changed), PLACE))
                    .isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void C05_aValueCutAtAnyLengthDoesNotOpen() {
        byte[] sealed = ring.seal(SEED, PLACE).bytes();
        for (int length = 0; length < sealed.length; length++) {
            var cut = new SealedValue(Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> ring.open(cut, PLACE)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void sealingTwiceGivesDifferentValues() {
        assertThat(ring.seal(SEED, PLACE)).isNotEqualTo(ring.seal(SEED, PLACE));
    }

    @Test
    void readsTheRingAgainWhenItMeetsAKeyThatAnotherNodeHasAdded() {
        var added = SealingKey.random(random);
        var elsewhere = new KeyRing(() -> new SealingKeys(List.of(added)), random);
        SealedValue sealed = elsewhere.seal(SEED, PLACE);
        assertThatThrownBy(() -> ring.open(sealed, PLACE)).isInstanceOf(SealBroken.class);
        file.add(added);
        assertThat(ring.open(sealed, PLACE)).isEqualTo(SEED);
    }

    @Test
    void C48_neitherKeysNorFailuresPrintABytesOfWhatTheyHold() {
        SealingKey key = file.getFirst();
        String line = key.revealForKeyFile();
        assertThat(key.toString()).doesNotContain(line.substring(9));
        assertThat(SealingKey.parse(line).revealForKeyFile()).isEqualTo(line);
        assertThatThrownBy(() -> SealingKey.parse(line + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(line.substring(9));
        assertThat(ring.seal(SEED, PLACE)).hasToString("SealedValue[72 bytes]");
    }
}
