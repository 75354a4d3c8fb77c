package countersign.aws.actions;

import countersign.iam.Refused;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.DeviceTable.Assignment;
import countersign.iam.mfa.Enabling;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.VirtualDevices;
import countersign.iam.session.Caller;
import countersign.otp.OtpCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Virtual MFA devices (aws-mfa B.1 to B.9). */
final class MfaActions {
    /** What stands for the UserName of a root user's devices; what AWS sends is not known. */
    private static final Optional<String> NAME_OF_ROOT = Optional.empty();

    private static final Paging LIST = new Paging("ListMFADevices");
    private static final Paging LIST_VIRTUAL = new Paging("ListVirtualMFADevices");
    private static final Paging LIST_TAGS = new Paging("ListMFADeviceTags");

    private final VirtualDevices devices;
    private final Enabling enabling;
    private final DeviceQr qr;

    MfaActions(VirtualDevices devices, Enabling enabling, String issuer) {
        this.devices = devices;
        this.enabling = enabling;
        this.qr = new DeviceQr(issuer);
    }

    void register(Actions actions) {
        actions.on("CreateVirtualMFADevice", CreateVirtualMfaDeviceRequest.class, this::create)
                .on("EnableMFADevice", EnableMfaDeviceRequest.class, this::enable)
                .on("ResyncMFADevice", ResyncMfaDeviceRequest.class, this::resync)
                .on("DeactivateMFADevice", DeactivateMfaDeviceRequest.class, this::deactivate)
                .on("DeleteVirtualMFADevice", DeleteVirtualMfaDeviceRequest.class, this::delete)
                .on("ListMFADevices", ListMfaDevicesRequest.class, this::list)
                .on("ListVirtualMFADevices", ListVirtualMfaDevicesRequest.class, this::listVirtual)
                .on("GetMFADevice", GetMfaDeviceRequest.class, this::get)
                .on("TagMFADevice", TagMfaDeviceRequest.class, this::tag)
                .on("UntagMFADevice", UntagMfaDeviceRequest.class, this::untag)
                .on("ListMFADeviceTags", ListMfaDeviceTagsRequest.class, this::tags);
    }

    private CreateVirtualMfaDeviceResponse create(
            Caller.Api caller, CreateVirtualMfaDeviceRequest request) {
        var created =
                devices.create(
                        caller,
                        name(request.virtualMFADeviceName()),
                        Optional.ofNullable(request.path()).orElse("/"),
                        Tags.of(request.tags()));
        var shown =
                VirtualMFADevice.builder()
                        .serialNumber(created.device().serial().arn())
                        .base32StringSeed(SdkBytes.fromUtf8String(created.seed().revealBase32()))
                        .qrCodePNG(SdkBytes.fromByteArrayUnsafe(qr.png(created)))
                        .tags(Tags.shownIfAny(Tags.of(request.tags())))
                        .build();
        return CreateVirtualMfaDeviceResponse.builder().virtualMFADevice(shown).build();
    }

    /** The model has no longest name: what does not fit into a serial number is too long. */
    private static DeviceName name(String text) {
        if (text.length() > DeviceName.LONGEST_BY_API) {
            throw Refused.invalid(
                    "1 validation error detected: Value at 'serialNumber' failed to satisfy"
                            + " constraint: Member must have length less than or equal to 256");
        }
        return new DeviceName(text);
    }

    private EnableMfaDeviceResponse enable(Caller.Api caller, EnableMfaDeviceRequest request) {
        enabling.enable(
                caller,
                request.userName(),
                request.serialNumber(),
                code(request.authenticationCode1()),
                code(request.authenticationCode2()));
        return EnableMfaDeviceResponse.builder().build();
    }

    private ResyncMfaDeviceResponse resync(Caller.Api caller, ResyncMfaDeviceRequest request) {
        enabling.resync(
                caller,
                request.userName(),
                request.serialNumber(),
                code(request.authenticationCode1()),
                code(request.authenticationCode2()));
        return ResyncMfaDeviceResponse.builder().build();
    }

    /** The constraints have made sure of six digits. */
    private static OtpCode code(String text) {
        return OtpCode.parse(text).orElseThrow();
    }

    private DeactivateMfaDeviceResponse deactivate(
            Caller.Api caller, DeactivateMfaDeviceRequest request) {
        devices.deactivate(caller, Optional.ofNullable(request.userName()), request.serialNumber());
        return DeactivateMfaDeviceResponse.builder().build();
    }

    private DeleteVirtualMfaDeviceResponse delete(
            Caller.Api caller, DeleteVirtualMfaDeviceRequest request) {
        devices.delete(caller, request.serialNumber());
        return DeleteVirtualMfaDeviceResponse.builder().build();
    }

    private ListMfaDevicesResponse list(Caller.Api caller, ListMfaDevicesRequest request) {
        var found =
                devices.list(
                        caller,
                        Optional.ofNullable(request.userName()),
                        LIST.page(request.marker(), request.maxItems()));
        String owner = found.user().userName().or(() -> NAME_OF_ROOT).orElse(null);
        var page = found.devices();
        return ListMfaDevicesResponse.builder()
                .mfaDevices(page.items().stream().map(device -> shown(device, owner)).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private static MFADevice shown(MfaDevice device, @Nullable String owner) {
        return MFADevice.builder()
                .userName(owner)
                .serialNumber(device.serial().arn())
                .enableDate(device.enabledAt().orElse(null))
                .build();
    }

    private ListVirtualMfaDevicesResponse listVirtual(
            Caller.Api caller, ListVirtualMfaDevicesRequest request) {
        var page =
                devices.listVirtual(
                        caller,
                        assignment(request.assignmentStatusAsString()),
                        LIST_VIRTUAL.page(request.marker(), request.maxItems()));
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(page.items().stream().map(MfaActions::shown).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST_VIRTUAL.marker(page))
                .build();
    }

    private static Assignment assignment(@Nullable String status) {
        return switch (status) {
            case "Assigned" -> Assignment.ASSIGNED;
            case "Unassigned" -> Assignment.UNASSIGNED;
            case null, default -> Assignment.ANY;
        };
    }

    private static VirtualMFADevice shown(VirtualDevices.Owned owned) {
        return VirtualMFADevice.builder()
                .serialNumber(owned.device().serial().arn())
                .user(owned.owner().map(Shown::user).orElse(null))
                .enableDate(owned.device().enabledAt().orElse(null))
                .build();
    }

    private GetMfaDeviceResponse get(Caller.Api caller, GetMfaDeviceRequest request) {
        devices.get(caller, request.serialNumber(), Optional.ofNullable(request.userName()));
        throw new IllegalStateException("there are no security keys here");
    }

    private TagMfaDeviceResponse tag(Caller.Api caller, TagMfaDeviceRequest request) {
        devices.tag(caller, request.serialNumber(), Tags.of(request.tags()));
        return TagMfaDeviceResponse.builder().build();
    }

    private UntagMfaDeviceResponse untag(Caller.Api caller, UntagMfaDeviceRequest request) {
        devices.untag(caller, request.serialNumber(), request.tagKeys());
        return UntagMfaDeviceResponse.builder().build();
    }

    private ListMfaDeviceTagsResponse tags(Caller.Api caller, ListMfaDeviceTagsRequest request) {
        var page =
                devices.tags(
                        caller,
                        request.serialNumber(),
                        LIST_TAGS.page(request.marker(), request.maxItems()));
        return ListMfaDeviceTagsResponse.builder()
                .tags(Tags.shown(page.items()))
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST_TAGS.marker(page))
                .build();
    }
}
