package countersign.store;

import countersign.iam.Store;
import countersign.iam.mfa.MfaRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Promises that hold on every store. A test class of each store nests them all. */
abstract class Contract {
    private final List<Rig> rigs = new ArrayList<>();

    /** A store with nothing in it. */
    abstract Store emptyStore();

    /** Rules with so large a budget that races are decided by the codes. */
    static final MfaRules WIDE = MfaRules.HARDENED.withChecks(1_000_000);

    Rig hardened() {
        return rig(MfaRules.HARDENED);
    }

    Rig aws() {
        return rig(MfaRules.AWS);
    }

    Rig rig(MfaRules rules) {
        Rig rig = new Rig(emptyStore(), rules);
        rigs.add(rig);
        return rig;
    }

    @AfterEach
    void closeAll() {
        rigs.forEach(Rig::close);
    }
}
