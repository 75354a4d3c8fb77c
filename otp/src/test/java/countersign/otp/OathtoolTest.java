package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation, another author: OATH Toolkit. */
class OathtoolTest {
    private static final int CASES = 10_000;
    private static final List<HashFunction> HASHES = List.of(HashFunction.values());
    private static final int SHELLS = 2;
    private static final long YEAR_2200 = 7_258_118_400L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Case(Totp totp, Seed seed, Instant at) {
        static Case random(Random random) {
            var hash = HASHES.get(random.nextInt(3));
            int[] periods = {30, 30, 60, 1 + random.nextInt(300)};
            var totp = new Totp(hash, 6 + random.nextInt(3), periods[random.nextInt(4)]);
            Seed seed = Seed.random(random, 16 + random.nextInt(120));
            return new Case(totp, seed, Instant.ofEpochSecond(random.nextLong(YEAR_2200)));
        }

        String code() {
            return totp.codeAt(seed, totp.stepAt(at)).digits();
        }

        /** A line for a shell: starting 10,000 processes from here would take minutes. */
        String command() {
            return "oathtool --totp=%s -d %d -s %ds -N '%s' %s"
                    .formatted(
                            totp.hash().name().toLowerCase(Locale.ROOT),
                            totp.digits(),
                            totp.periodSeconds(),
                            TIME.format(at),
                            HexFormat.of().formatHex(seed.revealForSealing()));
        }
    }

    @Test
    void agreesOnTenThousandSeedsAndTimes(@TempDir Path folder) throws Exception {
        var random = new Random(20261122);
        List<Case> cases = IntStream.range(0, CASES).mapToObj(_ -> Case.random(random)).toList();
        var shells = new ArrayList<Process>();
        for (int i = 0; i < SHELLS; i++) {
            shells.add(start(folder, i, part(cases, i)));
        }
        for (int i = 0; i < SHELLS; i++) {
            int exit = shells.get(i).waitFor();
            if (exit == 127) {
                fail("oathtool is missing: apt-get install oathtool");
            }
            assertThat(exit).isZero();
            assertThat(Files.readAllLines(answers(folder, i)))
                    .isEqualTo(part(cases, i).stream().map(Case::code).toList());
        }
    }

    private static List<Case> part(List<Case> cases, int i) {
        int size = CASES / SHELLS;
        return cases.subList(i * size, (i + 1) * size);
    }

    private static Process start(Path folder, int i, List<Case> cases) throws IOException {
        Path script = folder.resolve("questions-" + i);
        var commands = new ArrayList<String>(List.of("set -e"));
        cases.forEach(one -> commands.add(one.command()));
        Files.write(script, commands, StandardCharsets.US_ASCII);
        return new ProcessBuilder("sh", script.toString())
                .redirectOutput(answers(folder, i).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path answers(Path folder, int i) {
        return folder.resolve("answers-" + i);
    }
}
