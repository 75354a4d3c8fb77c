package countersign.otp;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The arithmetic of RFC 4226 for one hash and length of code, kept by one thread and used again and
 * again: once made it allocates nothing, whatever seed, code and window it is given. Not thread
 * safe; holds the padded key of the last seed until the next.
 *
 * <p>HMAC (RFC 2104) is written over {@link MessageDigest}: both padded keys are computed once a
 * seed, and JCA's {@code Mac} would cost an {@code init}, its allocations and 100 ms when a command
 * starts.
 */
public final class CodeMatcher {
    /** Wider windows are a mistake, not a slow clock. */
    private static final int MOST_STEPS = 100_000;

    private static final int COUNTER_BYTES = 8;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final int digits;
    private final long modulus;
    private final MessageDigest digest;
    private final int block;
    private final int output;
    private final byte[] inner;
    private final byte[] outer;
    private final byte[] hmac;

    public CodeMatcher(HashFunction hash, int digits) {
        OtpMethod.checkDigits(digits);
        this.digits = digits;
        this.modulus = powerOfTen(digits);
        this.digest = digestOf(hash);
        this.block = hash.blockBytes();
        this.output = hash.outputBytes();
        this.inner = new byte[block + COUNTER_BYTES];
        this.outer = new byte[block + output];
        this.hmac = new byte[output];
    }

    /**
     * Writes every step in {@code [first, last]} whose code is {@code code} to {@code found},
     * ascending, and answers how many there are. Looks at every step whatever it finds; steps below
     * 0 are passed over.
     *
     * @param found as long as the window at least; what lies behind the answer is meaningless
     */
    public int matches(Seed seed, OtpCode code, long first, long last, long[] found) {
        checkRoom(first, last, found);
        if (code.digits().length() != digits) {
            return 0;
        }
        useKey(seed.bytes());
        long wanted = code.value();
        int count = 0;
        for (long step = Math.max(first, 0); step <= last; step++) {
            found[count] = step;
            count += isZero(valueAt(step) ^ wanted);
        }
        return count;
    }

    /**
     * As {@link #matches} for two consecutive codes: a step n is found when {@code code1} is the
     * code of n - 1 and {@code code2} that of n.
     */
    public int matchPairs(
            Seed seed, OtpCode code1, OtpCode code2, long first, long last, long[] found) {
        checkRoom(first, last, found);
        if (code1.digits().length() != digits || code2.digits().length() != digits || last < 1) {
            return 0;
        }
        useKey(seed.bytes());
        long wanted1 = code1.value();
        long wanted2 = code2.value();
        int count = 0;
        long start = Math.max(first, 1);
        long previous = valueAt(start - 1);
        for (long step = start; step <= last; step++) {
            long value = valueAt(step);
            found[count] = step;
            count += isZero((previous ^ wanted1) | (value ^ wanted2));
            previous = value;
        }
        return count;
    }

    OtpCode codeAt(Seed seed, long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("no code is defined for a step below 0");
        }
        useKey(seed.bytes());
        return OtpCode.of(valueAt(counter), digits);
    }

    /** How many steps {@code [first, last]} holds; refuses windows of more than 100,000. */
    static int stepsIn(long first, long last) {
        if (first > last) {
            return 0;
        }
        long steps = last - first + 1;
        if (steps <= 0 || steps > MOST_STEPS || last == Long.MAX_VALUE) {
            throw new IllegalArgumentException("a window has at most " + MOST_STEPS + " steps");
        }
        return (int) steps;
    }

    private static void checkRoom(long first, long last, long[] found) {
        if (found.length < stepsIn(first, last)) {
            throw new IllegalArgumentException("the window has more steps than there is room for");
        }
    }

    private void useKey(byte[] key) {
        Arrays.fill(inner, 0, block, (byte) 0);
        if (key.length > block) {
            digest.update(key, 0, key.length);
            finishInto(inner, 0);
        } else {
            System.arraycopy(key, 0, inner, 0, key.length);
        }
        for (int i = 0; i < block; i++) {
            byte b = inner[i];
            inner[i] = (byte) (b ^ INNER_PAD);
            outer[i] = (byte) (b ^ OUTER_PAD);
        }
    }

    /** The number that RFC 4226 section 5.3 makes of the HMAC of {@code counter}. */
    private long valueAt(long counter) {
        for (int i = 0; i < COUNTER_BYTES; i++) {
            inner[block + i] = (byte) (counter >>> (56 - 8 * i));
        }
        digest.update(inner, 0, inner.length);
        finishInto(outer, block);
        digest.update(outer, 0, outer.length);
        finishInto(hmac, 0);
        int offset = hmac[output - 1] & 0xf;
        int truncated =
                ((hmac[offset] & 0x7f) << 24)
                        | ((hmac[offset + 1] & 0xff) << 16)
                        | ((hmac[offset + 2] & 0xff) << 8)
                        | (hmac[offset + 3] & 0xff);
        return truncated % modulus;
    }

    private void finishInto(byte[] target, int at) {
        try {
            digest.digest(target, at, output);
        } catch (DigestException e) {
            throw new IllegalStateException("the hash does not fit its buffer", e);
        }
    }

    /** 1 for zero and 0 for any other number, without a branch. */
    private static int isZero(long number) {
        return (int) (((number | -number) >>> 63) ^ 1);
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static MessageDigest digestOf(HashFunction hash) {
        try {
            return MessageDigest.getInstance(hash.digestName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash.digestName(), e);
        }
    }
}
