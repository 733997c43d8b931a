// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.report.Column;
import java.util.List;

/** Another scenario, with clients that connect over TLS. */
public record OverTls(Scenario scenario) implements Scenario {
    @Override
    public String name() {
        return scenario.name();
    }

    @Override
    public String title() {
        return scenario.title();
    }

    @Override
    public List<Peer> peers() {
        return scenario.peers().stream().filter(Peer::servesTls).toList();
    }

    @Override
    public List<Column> columns() {
        return scenario.columns();
    }

    @Override
    public Column compared() {
        return scenario.compared();
    }

    @Override
    public int rounds() {
        return scenario.rounds();
    }

    @Override
    public boolean overTls() {
        return true;
    }

    @Override
    public List<Step> steps(Size size) {
        return scenario.steps(size);
    }
}
