package countersign.aws;

import countersign.iam.Store;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.credential.Credential;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when keys and roles were last used. Never waits for the store. */
final class LastUses {
    private static final Duration GRAIN = Duration.ofMinutes(1);
    private static final int MOST_NOTED = 50_000;

    private final Store store;
    private final AccessKeys keys;

    /** When this node last noted a role's use: only spares writes. */
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    LastUses(Store store, AccessKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    void note(Call<Caller.Api> call) {
        Caller.Api caller = call.caller();
        if (caller.credential() instanceof Credential.LongTerm(String id)) {
            String service = call.service().signingName();
            keys.used(
                    caller.account().id(),
                    id,
                    new AccessKey.Use(caller.now(), service, call.region()));
        }
        if (caller.subject() instanceof Subject.RoleSession(Role role, String _)) {
            note(role, caller.now(), call.region());
        }
    }

    private void note(Role role, Instant now, String region) {
        Instant last = noted.get(role.id());
        if (last != null && Duration.between(last, now).abs().compareTo(GRAIN) < 0) {
            return;
        }
        if (noted.size() >= MOST_NOTED) {
            noted.clear();
        }
        noted.put(role.id(), now);
        store.submit(tables -> {
            tables.roles().used(role.account(), role.id(), now, region);
            return true;
        });
    }
}
