// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.bench.load.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateSearchTest {
    private static final Latency SOME = new Latency(1, 2, 3);
    private static final RoundResult HELD = new RoundResult(1, 0, 0, 0, 0, 0, 1, 1, SOME, SOME, SOME, 0);
    private static final List<Integer> RATES =
            IntStream.rangeClosed(1, 15).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 14, 15, 99})
    void highestRateThatHoldsIsFoundInFewTrials(int limit) throws Exception {
        List<Integer> tried = new ArrayList<>();

        RateSearch.Found found = new RateSearch(RATES).highest(rate -> {
            tried.add(rate);
            return rate <= limit ? HELD : null;
        });

        assertThat(Objects.requireNonNull(found).rate()).isEqualTo(Math.min(limit, 15));
        assertThat(found.result()).isSameAs(HELD);
        assertThat(tried).hasSizeLessThanOrEqualTo(4).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsFoundWhereNoRateHolds() throws Exception {
        assertThat(new RateSearch(RATES).highest(rate -> null)).isNull();
    }
}
