package countersign.aws.query;

import countersign.aws.Action;
import countersign.aws.Service;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The classes that the SDK has for an action; that is, the actions that AWS has. */
public final class SdkShapes {
    private static final Map<Service, Map<String, Shapes>> ALL = all();

    private SdkShapes() {}

    /** What goes in, what comes out. */
    public record Shapes(
            Class<? extends AwsRequest> request, Class<? extends AwsResponse> response) {}

    /** Empty when AWS has no such action. The SDK writes Mfa for MFA, so we ask in lower case. */
    public static Optional<Shapes> of(Action action) {
        Shapes shapes = ALL.getOrDefault(action.service(), Map.of()).get(lower(action.name()));
        return Optional.ofNullable(shapes);
    }

    private static Map<Service, Map<String, Shapes>> all() {
        var all = new EnumMap<Service, Map<String, Shapes>>(Service.class);
        all.put(Service.IAM, shapesOf(IamClient.class));
        all.put(Service.STS, shapesOf(StsClient.class));
        return all;
    }

    private static Map<String, Shapes> shapesOf(Class<?> client) {
        var shapes = new HashMap<String, Shapes>();
        for (Method method : client.getMethods()) {
            if (method.getParameterCount() == 1
                    && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                    && AwsResponse.class.isAssignableFrom(method.getReturnType())) {
                shapes.put(
                        lower(method.getName()),
                        new Shapes(
                                method.getParameterTypes()[0].asSubclass(AwsRequest.class),
                                method.getReturnType().asSubclass(AwsResponse.class)));
            }
        }
        return Map.copyOf(shapes);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
