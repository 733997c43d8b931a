// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.FanoutWorkload;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.PeerSetup;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.peer.WorkFolder;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One sender, many readers of one room: what a delivery costs, and how long it takes. */
@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "One sender, many readers of one room, with one server after the other.")
final class FanoutCommand implements Callable<Integer> {
    private static final List<Peer> SERVERS = List.of(Peer.HUB, Peer.STOCK, Peer.BARE);
    private static final int USERS = 8;

    @Spec
    private CommandSpec spec;

    @Option(names = "--readers", defaultValue = "200", description = "Sockets that follow the room.")
    private int readers;

    @Option(names = "--rate", defaultValue = "50", description = "Messages a second.")
    private int rate;

    @Option(names = "--size", defaultValue = "200", description = "Bytes of text in each message.")
    private int size;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each round counts.")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "5", description = "Seconds of each round before it counts.")
    private int warmup;

    @Option(names = "--rounds", defaultValue = "3", description = "How often each server has its turn.")
    private int rounds;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "hub,stock,bare",
            description = "Which of hub, stock, bare.")
    private List<String> servers = List.of();

    @Option(names = "--json", description = "Where to write every round; default: nowhere.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        FanoutWorkload workload =
                new FanoutWorkload(1, readers, rate, size, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
        FanoutReport report = new FanoutReport(workload, servers);
        Vertx vertx = Vertx.vertx();
        PeerSetup setup = PeerSetup.plain(vertx, Bench.class, WorkFolder.standard(), Layout.of(1, USERS));
        List<ServerUnderTest> started = new ArrayList<>();
        try {
            for (String server : servers) {
                started.add(Peer.named("--servers", server, SERVERS).start(setup));
            }
            for (int round = 0; round < rounds; round++) {
                runRound(vertx, started, report, workload);
                Collections.rotate(started, 1); // so that no server always follows the same one
            }
        } finally {
            started.forEach(ServerUnderTest::close);
            vertx.close().await();
        }
        write(report);
        return 0;
    }

    private static void runRound(
            Vertx vertx, List<ServerUnderTest> servers, FanoutReport report, FanoutWorkload workload) throws Exception {
        for (ServerUnderTest server : servers) {
            report.add(server.name(), new FanoutRound(vertx, server, workload).run());
        }
    }

    private void write(FanoutReport report) throws Exception {
        spec.commandLine().getOut().print(report.table());
        spec.commandLine().getOut().flush();
        if (json != null) {
            Files.writeString(json, report.json().encodePrettily() + "\n", StandardCharsets.UTF_8);
        }
    }
}
