package countersign.iam.credential;

import countersign.iam.Client;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.accesskey.AccessKeyTable;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.accesskey.KeyIds;
import countersign.iam.accesskey.SecretAccessKey;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.key.KeyService;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import java.time.Instant;
import java.util.Optional;

/** Finds whom a request was signed by, and with which secret. */
public final class SigningKeys {
    private final Store store;
    private final AccessKeys accessKeys;
    private final SessionTokens tokens;
    private final Liveness liveness;

    public SigningKeys(Store store, KeyService keys, AccessKeys accessKeys, Liveness liveness) {
        this.store = store;
        this.accessKeys = accessKeys;
        this.tokens = new SessionTokens(keys);
        this.liveness = liveness;
    }

    /** What stands behind an access key id. */
    public sealed interface Found {
        record Active(SecretAccessKey secret, Caller.Api caller) implements Found {}

        /** No such key, or not an active one, or its owner is gone. */
        record Unknown() implements Found {}

        /** A temporary key without its token, with another one, or one that was ended. */
        record BadToken() implements Found {}

        record Expired() implements Found {}

        /** A long-term key that came with a token. */
        record StrayToken(SecretAccessKey secret) implements Found {}
    }

    /**
     * Looks a key up.
     *
     * @param system the system's instant at which the request arrived
     */
    public Found find(String keyId, Optional<String> token, Client client, Instant system) {
        Optional<AccountId> account = KeyIds.account(keyId);
        if (account.isEmpty()) return new Found.Unknown();
        return isTemporary(keyId)
                ? temporary(keyId, token, client, system)
                : longTerm(account.get(), keyId, token, client, system);
    }

    private static boolean isTemporary(String keyId) {
        return keyId.startsWith("ASIA") || keyId.startsWith("CSIA");
    }

    private Found longTerm(
            AccountId id, String keyId, Optional<String> token, Client client, Instant system) {
        Optional<AccessKeyTable.Signer> found =
                store.read(tables -> tables.accessKeys().signer(id, keyId));
        if (found.isEmpty()) return new Found.Unknown();
        AccessKeyTable.Signer signer = found.get();
        SecretAccessKey secret = accessKeys.secret(signer);
        if (token.isPresent()) return new Found.StrayToken(secret);
        return new Found.Active(
                secret,
                new Caller.Api(
                        signer.account(),
                        new Subject.User(signer.owner()),
                        new Credential.LongTerm(keyId),
                        signer.account().timeAt(system),
                        client,
                        Optional.empty()));
    }

    private Found temporary(String keyId, Optional<String> token, Client client, Instant system) {
        Optional<SessionTokens.Opened> opened = token.flatMap(text -> tokens.open(keyId, text));
        if (opened.isEmpty()) return new Found.BadToken();
        SessionClaims claims = opened.get().claims();
        return store.read(tables -> find(tables, opened.get(), claims, client, system));
    }

    private Found find(
            Tables tables,
            SessionTokens.Opened opened,
            SessionClaims claims,
            Client client,
            Instant system) {
        Optional<Account> account = tables.accounts().find(claims.account());
        if (account.isEmpty()) return new Found.BadToken();
        Instant now = account.get().timeAt(system);
        if (!now.isBefore(claims.expiresAt())) return new Found.Expired();
        Optional<Subject> subject = liveness.subject(tables, claims);
        if (subject.isEmpty()) return new Found.BadToken();
        return new Found.Active(
                opened.secret(),
                new Caller.Api(
                        account.get(),
                        subject.get(),
                        new Credential.Temporary(claims),
                        now,
                        client,
                        Optional.empty()));
    }
}
