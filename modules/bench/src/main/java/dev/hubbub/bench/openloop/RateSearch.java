// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest of several rates at which a server holds what is asked of it. Where it holds one, it is taken to
 * hold every lower one.
 */
public final class RateSearch {
    private final List<Integer> rates;

    /** Among these rates, which rise. */
    public RateSearch(List<Integer> rates) {
        this.rates = List.copyOf(rates);
    }

    /** Measures at a rate; null where the server does not hold it. */
    @FunctionalInterface
    public interface Trial {
        @Nullable
        RoundResult run(int rate) throws Exception;
    }

    /** @param result what was measured at that rate */
    public record Found(int rate, RoundResult result) {}

    /** The highest rate that holds; null when none does. Halves what is left with each trial. */
    public @Nullable Found highest(Trial trial) throws Exception {
        Found best = null;
        int from = 0;
        int to = rates.size();
        while (from < to) {
            int middle = (from + to) / 2;
            RoundResult result = trial.run(rates.get(middle));
            if (result == null) {
                to = middle;
            } else {
                best = new Found(rates.get(middle), result);
                from = middle + 1;
            }
        }
        return best;
    }
}
