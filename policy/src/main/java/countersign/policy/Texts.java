package countersign.policy;

/** AWS's texts for MalformedPolicyDocument, each in one place. */
final class Texts {
    static final String SYNTAX = "Syntax errors in policy.";
    static final String INVALID_JSON = "This policy contains invalid Json";
    static final String TOO_OLD = "Policy document must be version 2012-10-17 or greater.";
    static final String LEGACY = "The policy failed legacy parsing";
    static final String NO_ACTIONS = "Policy statement must contain actions.";
    static final String NO_RESOURCES = "Policy statement must contain resources.";
    static final String NO_VENDOR =
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    static final String TWO_COLONS = "Actions/Condition can contain only one colon.";
    static final String RESOURCE_VENDOR =
            "Resource vendor must be fully qualified and cannot contain regexes.";
    static final String IAM_PATH =
            "IAM resource path must either be \"*\" or start with "
                    + String.join(", ", ResourceRules.IAM_TYPES)
                    + ".";
    static final String SIDS = "Statement IDs (SID) in a single policy must be unique.";
    static final String PRINCIPAL = "Policy document should not specify a principal.";
    static final String PROHIBITED_RESOURCE = "Has prohibited field Resource";
    static final String TRUST_ACTIONS =
            "AssumeRole policy may only specify STS AssumeRole actions.";

    /** Wording remembered, not measured. */
    static final String SID_FORM =
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                    + " expression [0-9A-Za-z]*";

    /** Wording seen for bucket policies; taken to hold for trust policies too. */
    static final String MISSING_PRINCIPAL = "Missing required field Principal";

    private Texts() {}

    static String invalidPrincipal(String element, String text) {
        return "Invalid principal in policy: \"" + element + "\":\"" + text + "\"";
    }

    static String vendor(String vendor) {
        return "Vendor " + vendor + " is not valid";
    }

    static String notAnArn(String resource) {
        return "Resource " + resource + " must be in ARN format or \"*\".";
    }

    static String iamRegion(String resource) {
        return "IAM resource " + resource + " cannot contain region information.";
    }

    static String s3Region(String resource) {
        return "Resource " + resource + " can not contain region information.";
    }

    static String partition(String partition, String resource) {
        return "Partition \"" + partition + "\" is not valid for resource \"" + resource + "\".";
    }
}
