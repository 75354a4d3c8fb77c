package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.iam.Page;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.session.Caller;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** Long-term access keys. */
final class KeyActions {
    private static final String ACTIVE = "Active";
    private static final String INACTIVE = "Inactive";
    private static final String NEVER = "N/A";
    private static final Paging LIST = new Paging("ListAccessKeys");

    private final AccessKeys keys;

    KeyActions(AccessKeys keys) {
        this.keys = keys;
    }

    void register(Actions actions) {
        actions.on("CreateAccessKey", CreateAccessKeyRequest.class, this::create)
                .on("ListAccessKeys", ListAccessKeysRequest.class, this::list)
                .on("UpdateAccessKey", UpdateAccessKeyRequest.class, this::update)
                .on("DeleteAccessKey", DeleteAccessKeyRequest.class, this::delete)
                .on("GetAccessKeyLastUsed", GetAccessKeyLastUsedRequest.class, this::lastUsed);
    }

    private CreateAccessKeyResponse create(Caller.Api caller, CreateAccessKeyRequest request) {
        var created = keys.create(caller, Optional.ofNullable(request.userName()));
        var shown =
                software.amazon.awssdk.services.iam.model.AccessKey.builder()
                        .userName(created.userName().orElse(null))
                        .accessKeyId(created.id())
                        .status(ACTIVE)
                        .secretAccessKey(created.secret().reveal())
                        .createDate(created.key().createdAt())
                        .build();
        return CreateAccessKeyResponse.builder().accessKey(shown).build();
    }

    private ListAccessKeysResponse list(Caller.Api caller, ListAccessKeysRequest request) {
        var page = LIST.page(request.marker(), request.maxItems());
        var found = keys.list(caller, Optional.ofNullable(request.userName()));
        String owner = found.owner().userName().orElse(null);
        Page.Of<AccessKey> cut =
                page.cut(
                        found.keys().stream()
                                .filter(key -> age(key).compareTo(page.after()) > 0)
                                .sorted(Comparator.comparing(KeyActions::age))
                                .toList(),
                        KeyActions::age);
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(cut.items().stream().map(key -> shown(key, owner)).toList())
                .isTruncated(Paging.isTruncated(cut))
                .marker(LIST.marker(cut))
                .build();
    }

    /** Oldest first. */
    private static String age(AccessKey key) {
        return "%015d %s".formatted(key.createdAt().toEpochMilli(), key.id());
    }

    private static AccessKeyMetadata shown(AccessKey key, @Nullable String owner) {
        return AccessKeyMetadata.builder()
                .userName(owner)
                .accessKeyId(key.id())
                .status(key.active() ? ACTIVE : INACTIVE)
                .createDate(key.createdAt())
                .build();
    }

    private UpdateAccessKeyResponse update(Caller.Api caller, UpdateAccessKeyRequest request) {
        boolean active =
                switch (request.statusAsString()) {
                    case ACTIVE -> true;
                    case INACTIVE -> false;
                    default ->
                            throw new ApiFault(
                                    ErrorCode.INVALID_INPUT,
                                    "Access keys can be set to Active and Inactive only.");
                };
        keys.setActive(
                caller, Optional.ofNullable(request.userName()), request.accessKeyId(), active);
        return UpdateAccessKeyResponse.builder().build();
    }

    private DeleteAccessKeyResponse delete(Caller.Api caller, DeleteAccessKeyRequest request) {
        keys.delete(caller, Optional.ofNullable(request.userName()), request.accessKeyId());
        return DeleteAccessKeyResponse.builder().build();
    }

    private GetAccessKeyLastUsedResponse lastUsed(
            Caller.Api caller, GetAccessKeyLastUsedRequest request) {
        var found = keys.lastUsed(caller, request.accessKeyId());
        return GetAccessKeyLastUsedResponse.builder()
                .userName(found.owner().userName().orElse(null))
                .accessKeyLastUsed(
                        AccessKeyLastUsed.builder()
                                .lastUsedDate(found.use().map(AccessKey.Use::at).orElse(null))
                                .serviceName(found.use().map(AccessKey.Use::service).orElse(NEVER))
                                .region(found.use().map(AccessKey.Use::region).orElse(NEVER))
                                .build())
                .build();
    }
}
