package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeMatcherTest {
    /** The fast way is a second way: it has to agree with the first, key after key. */
    @ParameterizedTest
    @EnumSource
    void forgetsTheKeyBefore(HashFunction hash) {
        var matcher = new CodeMatcher(hash, 6);
        var random = new Random(2104);
        long[] found = new long[1];
        for (int i = 0; i < 500; i++) {
            Seed seed = Seed.random(random, 16 + random.nextInt(200));
            long step = random.nextLong(Long.MAX_VALUE / 2);
            OtpCode code = new Totp(hash, 6, 30).codeAt(seed, step);
            assertThat(matcher.matches(seed, code, step, step, found)).isEqualTo(1);
            assertThat(found[0]).isEqualTo(step);
        }
    }

    @Test
    void allocatesNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var matcher = new CodeMatcher(HashFunction.SHA1, 6);
        Seed seed = Seed.random(new Random(1));
        var code = new OtpCode("123456");
        long[] found = new long[3];
        verify(matcher, seed, code, found);
        long before = threads.getCurrentThreadAllocatedBytes();
        verify(matcher, seed, code, found);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(1_000);
    }

    /** 10,000 windows of three. */
    private static void verify(CodeMatcher matcher, Seed seed, OtpCode code, long[] found) {
        for (int step = 0; step < 30_000; step += 3) {
            matcher.matches(seed, code, step, step + 2, found);
        }
    }
}
