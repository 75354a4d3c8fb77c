package countersign.benchmarks;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import countersign.otp.CodeMatcher;
import countersign.otp.HashFunction;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One code in a window of three, ours and java-otp's; and a pair over 1,999 steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodeBenchmark {
    private static final long NOW = 59_000_000;
    private static final int STEP_SECONDS = 30;

    private final Seed seed = Seed.random(new SecureRandom());
    private final CodeMatcher matcher = new CodeMatcher(HashFunction.SHA1, 6);
    private final long[] found = new long[8];
    private final long[] pairs = new long[2_000];
    private final OtpCode code = Totp.STANDARD.codeAt(seed, NOW + 1);
    private final OtpCode far1 = Totp.STANDARD.codeAt(seed, NOW + 998);
    private final OtpCode far2 = Totp.STANDARD.codeAt(seed, NOW + 999);

    private final TimeBasedOneTimePasswordGenerator peer = new TimeBasedOneTimePasswordGenerator();
    private final Key peerKey = new SecretKeySpec(seed.revealForSealing(), "HmacSHA1");
    private final String typed = code.digits();
    private final int typedNumber = Integer.parseInt(typed);

    @Benchmark
    public int ourWindowOfThree() {
        return matcher.matches(seed, code, NOW - 1, NOW + 1, found);
    }

    /** As java-otp's documentation shows it: codes as text. */
    @Benchmark
    public boolean javaOtpWindowOfThreeAsText() throws InvalidKeyException {
        boolean right = false;
        for (long step = NOW - 1; step <= NOW + 1; step++) {
            Instant at = Instant.ofEpochSecond(step * STEP_SECONDS);
            right |= peer.generateOneTimePasswordString(peerKey, at).equals(typed);
        }
        return right;
    }

    /** Its fastest way: codes as numbers. */
    @Benchmark
    public boolean javaOtpWindowOfThreeAsNumber() throws InvalidKeyException {
        boolean right = false;
        for (long step = NOW - 1; step <= NOW + 1; step++) {
            Instant at = Instant.ofEpochSecond(step * STEP_SECONDS);
            right |= peer.generateOneTimePassword(peerKey, at) == typedNumber;
        }
        return right;
    }

    @Benchmark
    public int ourPairOverTwoThousandSteps() {
        return matcher.matchPairs(seed, far1, far2, NOW - 998, NOW + 1000, pairs);
    }
}
