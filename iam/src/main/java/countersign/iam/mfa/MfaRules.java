package countersign.iam.mfa;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything in which production and a faithful sandbox differ about codes. There is one code path;
 * these are its numbers.
 *
 * @param codeWindow a single code is good up to so many steps either side of now + drift
 * @param memory what makes a step spent
 * @param pair how two consecutive codes are matched
 * @param driftLimit drift never goes beyond so many steps, either way
 * @param driftFollows whether accepted codes move the drift, by one step at most
 * @param budget how many codes may be tried
 * @param proofAge how old a proof may be that guards changes of the devices; empty: as old as the
 *     session
 * @param devicesPerPrincipal quota (IAM: 8)
 * @param rootAccessKeys whether a root user may have access keys
 * @param endsSessionCredentials whether session credentials end when the factor, password or key
 *     that they rest on does; otherwise they live until they expire, as on AWS
 * @param longTermPrefix of access key ids
 * @param temporaryPrefix of the access key ids of session credentials
 */
public record MfaRules(
        String name,
        int codeWindow,
        Memory memory,
        Pair pair,
        int driftLimit,
        boolean driftFollows,
        Budget budget,
        Optional<Duration> proofAge,
        int devicesPerPrincipal,
        boolean rootAccessKeys,
        boolean endsSessionCredentials,
        String longTermPrefix,
        String temporaryPrefix) {
    public MfaRules {
        require(codeWindow >= 0 && codeWindow <= MOST_STEPS, "a window of 0 to 2000 steps");
        require(driftLimit >= 0, "a limit to the drift");
        require(devicesPerPrincipal >= 1, "a device at least");
    }

    private static final int MOST_STEPS = 2_000;

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("rules need " + what);
    }

    /** Which steps are spent. */
    public enum Memory {
        /**
         * Every step up to the highest accepted one, by a code or a pair (RFC 6238 section 5.2).
         */
        WATERMARK,
        /** Each accepted step by itself; codes and pairs have separate memories, as on AWS. */
        EACH_STEP
    }

    /**
     * How two consecutive codes are matched. The second code's step is looked for from {@code
     * -back} to {@code +ahead} steps around now + drift.
     *
     * @param settled a pair found within so many steps of now is accepted at once
     * @param lateBecomesDrift whether any pair found is accepted and its distance stored as drift;
     *     otherwise a pair beyond {@code settled} needs another proof that it is the clock
     */
    public record Pair(int back, int ahead, int settled, boolean lateBecomesDrift) {
        public Pair {
            require(
                    back >= 0 && back <= MOST_STEPS && ahead >= 0 && ahead <= MOST_STEPS,
                    "a pair window of 0 to 2000 steps either way");
            require(settled >= 0, "a settled distance of 0 or more");
        }
    }

    /**
     * How many codes may be tried.
     *
     * @param checks tries in one window, right ones counted
     * @param window fixed windows of UTC
     * @param byLane whether each lane has its own
     * @param closesAfter so many wrong codes in a row close the lane for good (NIST SP 800-63B-4
     *     section 3.2.2)
     */
    public record Budget(int checks, Duration window, boolean byLane, int closesAfter) {
        public Budget {
            require(checks >= 1, "a budget of 1 check or more");
            require(window.toSeconds() >= 1, "a budget window of a second or more");
            require(closesAfter >= 1, "a lane that closes after 1 failure or more");
        }
    }

    /** Production: what the standards ask for. */
    public static final MfaRules HARDENED =
            new MfaRules(
                    "hardened",
                    1,
                    Memory.WATERMARK,
                    new Pair(20, 20, 2, false),
                    20,
                    true,
                    new Budget(9, Duration.ofMinutes(3), true, 100),
                    Optional.of(Duration.ofMinutes(15)),
                    8,
                    false,
                    true,
                    "CKIA",
                    "CSIA");

    /** What AWS was measured to do. */
    public static final MfaRules AWS =
            new MfaRules(
                    "aws",
                    2,
                    Memory.EACH_STEP,
                    new Pair(998, 1000, 1000, true),
                    Integer.MAX_VALUE,
                    false,
                    new Budget(9, Duration.ofMinutes(3), false, Integer.MAX_VALUE),
                    Optional.empty(),
                    8,
                    true,
                    false,
                    "AKIA",
                    "ASIA");

    /** The rules of that name. */
    public static Optional<MfaRules> named(String name) {
        return switch (name) {
            case "hardened" -> Optional.of(HARDENED);
            case "aws" -> Optional.of(AWS);
            default -> Optional.empty();
        };
    }

    /** These rules with so many checks in each window. */
    public MfaRules withChecks(int checks) {
        var wider =
                new Budget(
                        checks,
                        budget.window(),
                        budget.byLane(),
                        Math.max(checks, budget.closesAfter()));
        return new MfaRules(
                name,
                codeWindow,
                memory,
                pair,
                driftLimit,
                driftFollows,
                wider,
                proofAge,
                devicesPerPrincipal,
                rootAccessKeys,
                endsSessionCredentials,
                longTermPrefix,
                temporaryPrefix);
    }

    Lane counted(Lane lane) {
        return budget.byLane() ? lane : Lane.EVERY;
    }
}
