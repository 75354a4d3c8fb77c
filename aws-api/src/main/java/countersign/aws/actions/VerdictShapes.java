package countersign.aws.actions;

import countersign.iam.simulation.Verdict;
import countersign.policy.Match;
import countersign.policy.PolicyType;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.Statement;

/** What a simulation came to, as answers show it. */
final class VerdictShapes {
    private VerdictShapes() {}

    static EvaluationResult shown(Verdict verdict) {
        var why = verdict.explanation();
        return EvaluationResult.builder()
                .evalActionName(verdict.action())
                .evalResourceName(verdict.resource())
                .evalDecision(verdict.word())
                .matchedStatements(why.matched().stream().map(VerdictShapes::shown).toList())
                .missingContextValues(why.missingContextKeys())
                .permissionsBoundaryDecisionDetail(
                        why.allowedByBoundary().map(VerdictShapes::boundary).orElse(null))
                .build();
    }

    private static Statement shown(Match match) {
        return Statement.builder()
                .sourcePolicyId(match.source().id())
                .sourcePolicyType(type(match.source().type()))
                .startPosition(position(match.start()))
                .endPosition(position(match.end()))
                .build();
    }

    /** What AWS sends, whatever the enum of its model says. */
    private static String type(PolicyType type) {
        return switch (type) {
            case BOUNDARY -> "Permissions Boundary Policy";
            case RESOURCE -> "Resource Policy";
            case USER, GROUP, ROLE, AWS_MANAGED, USER_MANAGED, SESSION, NONE -> "IAM Policy";
        };
    }

    private static Position position(countersign.policy.Position position) {
        return Position.builder().line(position.line()).column(position.column()).build();
    }

    private static PermissionsBoundaryDecisionDetail boundary(boolean allowed) {
        return PermissionsBoundaryDecisionDetail.builder()
                .allowedByPermissionsBoundary(allowed)
                .build();
    }
}
