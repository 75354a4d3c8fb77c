package countersign.iam.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void aNameWithCommasAndQuotesMakesNoColumns() {
        List<String> cells =
                List.of("eve,x,true", "/a \"b\",c/", "", "plain", "arn:aws:iam::1:user/eve,x,true");
        String line = cells.stream().map(Csv::cell).collect(Collectors.joining(","));
        assertThat(Csv.cells(line)).isEqualTo(cells);
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(Stream.of("true", "N/A", "<root_account>").map(Csv::cell))
                .containsExactly("true", "N/A", "<root_account>");
    }
}
