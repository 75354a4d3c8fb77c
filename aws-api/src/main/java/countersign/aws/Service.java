package countersign.aws;

import java.util.Arrays;
import java.util.Optional;

/** The two services that answer here, with the facts of their Query protocol. */
public enum Service {
    IAM("iam", "2010-05-08", "AWSIdentityManagementV20100508"),
    STS("sts", "2011-06-15", "AWSSecurityTokenServiceV20110615");

    private final String signingName;
    private final String version;
    private final String target;

    Service(String signingName, String version, String target) {
        this.signingName = signingName;
        this.version = version;
        this.target = target;
    }

    /** As in a credential scope. */
    public String signingName() {
        return signingName;
    }

    /** As in the parameter {@code Version}. */
    public String version() {
        return version;
    }

    /** The XML namespace of its answers. */
    public String namespace() {
        return "https://" + signingName + ".amazonaws.com/doc/" + version + "/";
    }

    public static Optional<Service> ofVersion(String version) {
        return Arrays.stream(values()).filter(one -> one.version.equals(version)).findFirst();
    }

    public static Optional<Service> ofSigningName(String name) {
        return Arrays.stream(values()).filter(one -> one.signingName.equals(name)).findFirst();
    }

    /** By what stands before the dot of an {@code X-Amz-Target}. */
    static Optional<Service> ofTarget(String prefix) {
        return Arrays.stream(values()).filter(one -> one.target.equals(prefix)).findFirst();
    }
}
