package countersign.iam.mfa;

import java.time.Instant;

/** Why a code was refused. For the audit log, which its owner may read; never for who typed it. */
public sealed interface Refusal {
    String explained();

    record Wrong() implements Refusal {
        @Override
        public String explained() {
            return "not a code of this device";
        }
    }

    record Spent(Instant at) implements Refusal {
        @Override
        public String explained() {
            return "already used at " + at;
        }
    }

    /** A right code of another step than those that are good now. */
    record OutOfWindow(long steps) implements Refusal {
        @Override
        public String explained() {
            return steps < 0
                    ? "right, but late by " + -steps + " steps"
                    : "right, but ahead by " + steps + " steps";
        }
    }

    /** A step at or below the watermark that no code was accepted for. */
    record Superseded() implements Refusal {
        @Override
        public String explained() {
            return "older than a code that was accepted before";
        }
    }

    record OtherDevice(SerialNumber serial) implements Refusal {
        @Override
        public String explained() {
            return "a code of another device of the same user: " + serial;
        }
    }

    /** Two codes that are no consecutive pair in the window. */
    record NoPair() implements Refusal {
        @Override
        public String explained() {
            return "not two consecutive codes of this device in the window";
        }
    }
}
