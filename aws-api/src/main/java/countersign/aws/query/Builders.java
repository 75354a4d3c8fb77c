package countersign.aws.query;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** The static method {@code builder()} of the SDK's classes, looked up once. */
final class Builders {
    private Builders() {}

    @SuppressWarnings("unchecked")
    static Supplier<SdkPojo> of(Class<? extends SdkPojo> type) {
        try {
            var builder = MethodHandles.publicLookup().unreflect(type.getMethod("builder"));
            return MethodHandleProxies.asInterfaceInstance(Supplier.class, builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is not a class of the SDK's model", e);
        }
    }
}
