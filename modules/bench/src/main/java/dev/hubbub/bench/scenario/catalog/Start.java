// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the start of the process until the server takes clients. */
final class Start implements Scenario {
    private static final long SETTLE_SECONDS = 2;
    private static final Column TIME = new Column("startMillis", "start ms", 0);
    private static final Column CPU = new Column("cpuMillis", "ms CPU", 0);
    private static final Column RESIDENT = new Column("residentMegabytes", "idle RSS MB", 0);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "From the start of the process until it takes clients, with an empty store; its memory 2 s later.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(
                Peer.HUB, Peer.HUB_LAUNCHER, Peer.HUB_MEMORY, Peer.STOCK, Peer.FLOOR, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return List.of(TIME, CPU, RESIDENT);
    }

    @Override
    public Column compared() {
        return TIME;
    }

    @Override
    public List<Step> steps(Size size) {
        return List.of(new Step("empty store", Layout.of(1, 1), Start::measure));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server) throws InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        return Figures.none()
                .with(TIME, (double) server.start().toMillis())
                .with(CPU, (double) server.meter().cpu().toMillis())
                .withMegabytes(RESIDENT, server.meter().residentBytes());
    }
}
