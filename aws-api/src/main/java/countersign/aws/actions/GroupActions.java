package countersign.aws.actions;

import countersign.iam.group.Groups;
import countersign.iam.session.Caller;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** Groups and who is in them. */
final class GroupActions {
    private static final Paging LIST = new Paging("ListGroups");
    private static final Paging LIST_MEMBERS = new Paging("GetGroup");
    private static final Paging LIST_OF_USER = new Paging("ListGroupsForUser");

    private final Groups groups;

    GroupActions(Groups groups) {
        this.groups = groups;
    }

    void register(Actions actions) {
        actions.on("CreateGroup", CreateGroupRequest.class, this::create)
                .on("GetGroup", GetGroupRequest.class, this::get)
                .on("ListGroups", ListGroupsRequest.class, this::list)
                .on("UpdateGroup", UpdateGroupRequest.class, this::update)
                .on("DeleteGroup", DeleteGroupRequest.class, this::delete)
                .on("AddUserToGroup", AddUserToGroupRequest.class, this::add)
                .on("RemoveUserFromGroup", RemoveUserFromGroupRequest.class, this::remove)
                .on("ListGroupsForUser", ListGroupsForUserRequest.class, this::ofUser);
    }

    private CreateGroupResponse create(Caller.Api caller, CreateGroupRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("/");
        var created = groups.create(caller, request.groupName(), path);
        return CreateGroupResponse.builder().group(shown(created)).build();
    }

    private static Group shown(countersign.iam.group.Group group) {
        return Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.createdAt())
                .build();
    }

    private GetGroupResponse get(Caller.Api caller, GetGroupRequest request) {
        var page = LIST_MEMBERS.page(request.marker(), request.maxItems());
        var found = groups.get(caller, request.groupName(), page);
        var members = found.members();
        return GetGroupResponse.builder()
                .group(shown(found.group()))
                .users(members.items().stream().map(Shown::user).toList())
                .isTruncated(Paging.isTruncated(members))
                .marker(LIST_MEMBERS.marker(members))
                .build();
    }

    private ListGroupsResponse list(Caller.Api caller, ListGroupsRequest request) {
        var page =
                groups.list(
                        caller,
                        LIST.page(request.pathPrefix(), request.marker(), request.maxItems()));
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(GroupActions::shown).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private UpdateGroupResponse update(Caller.Api caller, UpdateGroupRequest request) {
        groups.update(
                caller,
                request.groupName(),
                Optional.ofNullable(request.newGroupName()),
                Optional.ofNullable(request.newPath()));
        return UpdateGroupResponse.builder().build();
    }

    private DeleteGroupResponse delete(Caller.Api caller, DeleteGroupRequest request) {
        groups.delete(caller, request.groupName());
        return DeleteGroupResponse.builder().build();
    }

    private AddUserToGroupResponse add(Caller.Api caller, AddUserToGroupRequest request) {
        groups.add(caller, request.groupName(), request.userName());
        return AddUserToGroupResponse.builder().build();
    }

    private RemoveUserFromGroupResponse remove(
            Caller.Api caller, RemoveUserFromGroupRequest request) {
        groups.remove(caller, request.groupName(), request.userName());
        return RemoveUserFromGroupResponse.builder().build();
    }

    private ListGroupsForUserResponse ofUser(Caller.Api caller, ListGroupsForUserRequest request) {
        var page =
                groups.ofUser(
                        caller,
                        request.userName(),
                        LIST_OF_USER.page(request.marker(), request.maxItems()));
        return ListGroupsForUserResponse.builder()
                .groups(page.items().stream().map(GroupActions::shown).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST_OF_USER.marker(page))
                .build();
    }
}
