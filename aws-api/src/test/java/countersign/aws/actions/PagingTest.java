package countersign.aws.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.aws.ApiFault;
import countersign.iam.Page;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final Paging USERS = new Paging("ListUsers");

    @ParameterizedTest
    @ValueSource(strings = {"a", "é日\uD83D\uDE00", "arn:aws:iam::123456789012:policy/x/y"})
    void aMarkerHoldsItsKey(String key) {
        String marker = USERS.marker(new Page.Of<>(List.of(), key));
        assertThat(marker).matches("[A-Za-z0-9_-]+");
        assertThat(USERS.page(marker, 7)).isEqualTo(new Page("/", key, 7));
    }

    @Test
    void aPageHasAHundredUnlessAsked() {
        assertThat(USERS.page(null, null)).isEqualTo(new Page("/", "", 100));
        assertThat(USERS.page("/x/", null, 1)).isEqualTo(new Page("/x/", "", 1));
        assertThat(USERS.marker(new Page.Of<>(List.of("a"), ""))).isNull();
    }

    @Test
    void aMarkerOfAnotherActionOrABrokenOneIsInvalid() {
        String foreign = new Paging("ListRoles").marker(new Page.Of<>(List.of(), "a"));
        byte[] ours = Base64.getUrlDecoder().decode(USERS.marker(new Page.Of<>(List.of(), "a")));
        ours[ours.length - 1] = (byte) 0xFF;
        String noText = Base64.getUrlEncoder().withoutPadding().encodeToString(ours);
        for (String marker : new String[] {foreign, noText, "", "AQ", "%%%", "A".repeat(9_999)}) {
            assertThatThrownBy(() -> USERS.page(marker, null))
                    .isInstanceOf(ApiFault.class)
                    .hasMessage("Invalid Marker.");
        }
    }

    /** Every pair once, in order, never more than asked for. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 1, 2", "3, 4, 2", "3, 4, 4", "3, 4, 5", "3, 4, 9", "5, 7, 1000"})
    void slicesOfASimulationCoverIt(int actions, int resources, int most) {
        List<String> all = names("a", actions);
        List<String> on = names("r", resources);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            var slice = SimulationSlice.of(all, on, new Page("/", after, most));
            assertThat(slice.actions().size() * slice.resources().size()).isBetween(1, most);
            slice.actions().forEach(a -> slice.resources().forEach(r -> seen.add(a + r)));
            after = slice.next();
        } while (!after.isEmpty());
        List<String> pairs = all.stream().flatMap(a -> on.stream().map(r -> a + r)).toList();
        assertThat(seen).isEqualTo(pairs);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "x", "-1", "99999999999999"})
    void aSimulationGoesOnOnlyInside(String after) {
        assertThatThrownBy(
                        () -> SimulationSlice.of(names("a", 3), List.of(), new Page("/", after, 1)))
                .isInstanceOf(ApiFault.class);
    }
}
