package countersign.benchmarks;

import countersign.policy.Context;
import countersign.policy.Decision;
import countersign.policy.Evaluator;
import countersign.policy.Grants;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import countersign.policy.PolicyType;
import countersign.policy.Request;
import countersign.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision about a user with ten policies: a "force MFA" policy and nine of a team. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    private static final String FORCE_MFA =
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:GetAccountPasswordPolicy","iam:ListVirtualMFADevices"],
               "Resource":"*"},
              {"Effect":"Allow","Action":["iam:CreateAccessKey","iam:DeleteAccessKey",
               "iam:ListAccessKeys","iam:UpdateAccessKey"],
               "Resource":"arn:aws:iam::*:user/${aws:username}"},
              {"Effect":"Allow","Action":["iam:DeactivateMFADevice","iam:EnableMFADevice",
               "iam:GetUser","iam:ListMFADevices","iam:ResyncMFADevice"],
               "Resource":"arn:aws:iam::*:user/${aws:username}"},
              {"Effect":"Deny","NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice",
               "iam:GetUser","iam:ListMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"],
               "Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}\
            """;

    private static final Context WITH_MFA =
            Context.of(
                    Map.of(
                            "aws:username", List.of("ada"),
                            "aws:multifactorauthpresent", List.of("true"),
                            "aws:multifactorauthage", List.of("120"),
                            "aws:sourceip", List.of("10.1.2.3")));
    private static final Context WITHOUT_MFA =
            Context.of(Map.of("aws:username", List.of("ada"), "aws:sourceip", List.of("10.1.2.3")));

    private final Grants grants = Grants.of(policies());
    private final Request allowedByTheLast =
            new Request("sts:AssumeRole", "arn:aws:iam::123456789012:role/team-9-admin", WITH_MFA);
    private final Request deniedWithoutMfa =
            new Request(
                    "sts:AssumeRole", "arn:aws:iam::123456789012:role/team-9-admin", WITHOUT_MFA);
    private final Request allowedByNone =
            new Request("iam:DeleteRole", "arn:aws:iam::123456789012:role/other", WITH_MFA);

    private static List<Source> policies() {
        List<Source> all = new ArrayList<>();
        all.add(source("force-mfa", FORCE_MFA));
        for (int team = 1; team <= 9; team++) all.add(source("team", ofTeam(team)));
        return all;
    }

    private static String ofTeam(int team) {
        return """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["iam:Get*","iam:List*"],
           "Resource":"arn:aws:iam::123456789012:role/team-%1$d/*"},
          {"Effect":"Allow","Action":"sts:AssumeRole",
           "Resource":"arn:aws:iam::123456789012:role/team-%1$d-*",
           "Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},
                        "IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.168.0.0/16"]}}}]}\
        """
                .formatted(team);
    }

    private static Source source(String name, String json) {
        return switch (Policy.read(json, PolicyKind.IDENTITY)) {
            case Policy.Reading.Valid(Policy policy) -> new Source(name, PolicyType.USER, policy);
            case Policy.Reading.Malformed malformed ->
                    throw new IllegalStateException(malformed.toString());
        };
    }

    @Benchmark
    public Decision allowedByTheLastOfTen() {
        return Evaluator.decide(grants, allowedByTheLast);
    }

    @Benchmark
    public Decision deniedWithoutMfa() {
        return Evaluator.decide(grants, deniedWithoutMfa);
    }

    @Benchmark
    public Decision allowedByNone() {
        return Evaluator.decide(grants, allowedByNone);
    }
}
