package countersign.aws.actions;

import countersign.iam.session.Caller;
import countersign.iam.user.Users;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;

/** IAM users and their tags. */
final class UserActions {
    private static final Paging LIST = new Paging("ListUsers");
    private static final Paging LIST_TAGS = new Paging("ListUserTags");

    private final Users users;

    UserActions(Users users) {
        this.users = users;
    }

    void register(Actions actions) {
        actions.on("CreateUser", CreateUserRequest.class, this::create)
                .on("GetUser", GetUserRequest.class, this::get)
                .on("ListUsers", ListUsersRequest.class, this::list)
                .on("UpdateUser", UpdateUserRequest.class, this::update)
                .on("DeleteUser", DeleteUserRequest.class, this::delete)
                .on("TagUser", TagUserRequest.class, this::tag)
                .on("UntagUser", UntagUserRequest.class, this::untag)
                .on("ListUserTags", ListUserTagsRequest.class, this::tags);
    }

    private CreateUserResponse create(Caller.Api caller, CreateUserRequest request) {
        var created =
                users.create(
                        caller,
                        request.userName(),
                        Optional.ofNullable(request.path()).orElse("/"),
                        Optional.ofNullable(request.permissionsBoundary()),
                        Tags.of(request.tags()));
        return CreateUserResponse.builder().user(Shown.user(created)).build();
    }

    private GetUserResponse get(Caller.Api caller, GetUserRequest request) {
        var found = users.get(caller, Optional.ofNullable(request.userName()));
        return GetUserResponse.builder().user(Shown.user(found)).build();
    }

    private ListUsersResponse list(Caller.Api caller, ListUsersRequest request) {
        var page =
                users.list(
                        caller,
                        LIST.page(request.pathPrefix(), request.marker(), request.maxItems()));
        return ListUsersResponse.builder()
                .users(page.items().stream().map(Shown::user).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private UpdateUserResponse update(Caller.Api caller, UpdateUserRequest request) {
        users.update(
                caller,
                request.userName(),
                Optional.ofNullable(request.newUserName()),
                Optional.ofNullable(request.newPath()));
        return UpdateUserResponse.builder().build();
    }

    private DeleteUserResponse delete(Caller.Api caller, DeleteUserRequest request) {
        users.delete(caller, request.userName());
        return DeleteUserResponse.builder().build();
    }

    private TagUserResponse tag(Caller.Api caller, TagUserRequest request) {
        users.tag(caller, request.userName(), Tags.of(request.tags()));
        return TagUserResponse.builder().build();
    }

    private UntagUserResponse untag(Caller.Api caller, UntagUserRequest request) {
        users.untag(caller, request.userName(), request.tagKeys());
        return UntagUserResponse.builder().build();
    }

    private ListUserTagsResponse tags(Caller.Api caller, ListUserTagsRequest request) {
        var page = LIST_TAGS.page(request.marker(), request.maxItems());
        var tags = users.tags(caller, request.userName(), page);
        return ListUserTagsResponse.builder()
                .tags(Tags.shown(tags.items()))
                .isTruncated(Paging.isTruncated(tags))
                .marker(LIST_TAGS.marker(tags))
                .build();
    }
}
