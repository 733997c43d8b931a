// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rounds of one server in one step. A round that failed has no figures, but a reason. */
public final class ResultRow {
    private final String step;
    private final String peer;
    private final List<@Nullable Figures> rounds = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    ResultRow(String step, String peer) {
        this.step = step;
        this.peer = peer;
    }

    /** Adds a round. */
    public void add(Figures figures) {
        rounds.add(figures);
    }

    /** Adds a round that failed. */
    public void fail(String reason) {
        rounds.add(null);
        failures.add(reason);
    }

    String step() {
        return step;
    }

    String peer() {
        return peer;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    List<Figures> measured() {
        return rounds.stream().filter(Objects::nonNull).toList();
    }

    @Nullable
    Statistics statistics(Column column) {
        return Statistics.of(measured().stream()
                .filter(round -> round.values().containsKey(column.key()))
                .mapToDouble(round -> round.values().get(column.key())));
    }

    /** This server divided by another, in the same round; null where there are none. */
    @Nullable
    Statistics ratio(Column column, ResultRow base) {
        return Statistics.of(IntStream.range(0, Math.min(rounds.size(), base.rounds.size()))
                .mapToDouble(round -> value(round, column) / base.value(round, column))
                .filter(Double::isFinite));
    }

    private double value(int round, Column column) {
        Figures figures = rounds.get(round);
        return figures == null ? Double.NaN : figures.values().getOrDefault(column.key(), Double.NaN);
    }
}
