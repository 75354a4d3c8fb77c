package countersign.aws.actions;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.ErrorCode;
import countersign.iam.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusedCodesTest {
    @ParameterizedTest
    @EnumSource(Refused.Code.class)
    void everyRefusalHasItsCodeAndText(Refused.Code code) {
        var fault = Actions.fault(new Refused(code, "why"));
        assertThat(fault.code().wireName()).isEqualTo(code.name());
        assertThat(fault.text()).hasValue("why");
    }

    @Test
    void reportsAreRefusedWithoutAText() {
        assertThat(Actions.fault(new Refused(Refused.Code.ReportNotPresent, "")).text()).isEmpty();
        assertThat(Actions.code(Refused.Code.ReportInProgress))
                .isEqualTo(ErrorCode.REPORT_IN_PROGRESS);
    }
}
