// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.report.Column;
import java.util.List;

/** Something that is measured, in steps. */
public interface Scenario {
    /** The name on the command line. */
    String name();

    /** What it does, in a sentence. */
    String title();

    /** The servers that can do it. */
    List<Peer> peers();

    /** Its figures. */
    List<Column> columns();

    /** The figure by which servers are compared. */
    Column compared();

    /** How many rounds are enough. */
    default int rounds() {
        return Integer.MAX_VALUE;
    }

    /** Whether clients connect over TLS. */
    default boolean overTls() {
        return false;
    }

    /** The steps of a run. */
    List<Step> steps(Size size);
}
