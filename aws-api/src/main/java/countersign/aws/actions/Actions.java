package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.Call;
import countersign.aws.ErrorCode;
import countersign.aws.Handlers;
import countersign.iam.ConcurrentChange;
import countersign.iam.Iam;
import countersign.iam.Refused;
import countersign.iam.StoreFailure;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.password.HashingBusy;
import countersign.iam.session.Caller;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** The handlers of every action, and what they have in common. */
public final class Actions {
    private static final String CONCURRENT =
            "The request was rejected because multiple requests to change this object were"
                    + " submitted simultaneously. Wait a few minutes and submit your request"
                    + " again.";

    private final Handlers<Caller.Api> handlers = new Handlers<>();

    private Actions() {}

    /**
     * Every action over the services of {@code iam}.
     *
     * @param issuer stands in the QR codes of new devices
     */
    public static Handlers<Caller.Api> all(Iam iam, String issuer) {
        var actions = new Actions();
        new MfaActions(iam.virtualDevices(), iam.enabling(), issuer).register(actions);
        new KeyActions(iam.accessKeys()).register(actions);
        new UserActions(iam.users()).register(actions);
        new PasswordActions(iam.loginProfiles(), iam.passwordPolicies()).register(actions);
        new AccountActions(iam.aliases(), iam.reports()).register(actions);
        new GroupActions(iam.groups()).register(actions);
        new PolicyActions(iam.managedPolicies()).register(actions);
        new PolicyVersionActions(iam.policyVersions()).register(actions);
        new PolicyEntityActions(iam.managedPolicies(), iam.operations()).register(actions);
        new UserPolicyActions(iam.ownedPolicies()).register(actions);
        new GroupPolicyActions(iam.ownedPolicies()).register(actions);
        new RolePolicyActions(iam.ownedPolicies()).register(actions);
        new BoundaryActions(iam.boundaries()).register(actions);
        new RoleActions(iam.roles()).register(actions);
        new DetailActions(iam.authorizationDetails()).register(actions);
        new SimulationActions(iam.simulator()).register(actions);
        new EmptyLists(iam.operations()).register(actions);
        new StsActions(iam.securityTokens(), iam.roleSessions()).register(actions);
        return actions.handlers;
    }

    /** Does one action over the services of iam, which authorise it and may refuse. */
    @FunctionalInterface
    interface Act<Q extends AwsRequest, A extends AwsResponse> {
        A by(Caller.Api caller, Q request);
    }

    <Q extends AwsRequest, A extends AwsResponse> Actions on(
            String name, Class<Q> type, Act<Q, A> act) {
        Action action =
                Action.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("iam has no " + name));
        handlers.on(name, type, (call, request) -> answer(action, act, call, request));
        return this;
    }

    private static <Q extends AwsRequest, A extends AwsResponse> A answer(
            Action action, Act<Q, A> act, Call<Caller.Api> call, Q request) {
        try {
            Authorizer.requireCallable(call.caller(), action);
            return act.by(call.caller(), request);
        } catch (Refused refused) {
            throw fault(refused);
        } catch (HashingBusy busy) {
            throw ApiFault.withoutMessage(ErrorCode.SERVICE_UNAVAILABLE);
        } catch (StoreFailure failure) {
            throw isConflict(failure)
                    ? new ApiFault(ErrorCode.CONCURRENT_MODIFICATION, CONCURRENT)
                    : failure;
        }
    }

    /** The store tried again and again, and others were always faster. */
    private static boolean isConflict(StoreFailure failure) {
        return failure.getCause() instanceof ConcurrentChange;
    }

    /** A refusal of iam's in the words of the protocol. AWS's own have no text for reports. */
    static ApiFault fault(Refused refused) {
        ErrorCode code = code(refused.code());
        return refused.text().isEmpty()
                ? ApiFault.withoutMessage(code)
                : new ApiFault(code, refused.text());
    }

    /** The code of that very name. */
    static ErrorCode code(Refused.Code code) {
        return ErrorCode.named(code.name())
                .orElseThrow(() -> new IllegalStateException(code + " has no error code"));
    }
}
