// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.testkit.process.HubCluster;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Two nodes that share the embedded store of the first. When the second is killed, its clients go to the first. */
final class HubClusterUnderTest implements ServerUnderTest.Control {
    private static final String[] ROLES = {"persistence,access,presence,gateway", "access,presence,gateway"};

    private final HubCluster nodes;
    private final Path data;

    private HubClusterUnderTest(HubCluster nodes, Path data) {
        this.nodes = nodes;
        this.data = data;
    }

    static ServerUnderTest start(PeerSetup setup) {
        Path data = HubUnderTest.newData(setup);
        long begun = System.nanoTime();
        HubCluster nodes = HubCluster.embedded(
                data, command -> HubUnderTest.withoutLimits(command, setup).option(ServerUnderTest.HEAP), ROLES);
        Duration start = Duration.ofNanos(System.nanoTime() - begun);
        HubClusterUnderTest hub = new HubClusterUnderTest(nodes, data);
        try {
            HubRooms rooms = HubRooms.of(setup.layout(), data);
            rooms.create(setup.vertx(), nodes.node(0).url());
            return hub.server(ROLES.length, setup.layout(), rooms.tokensOfUsers(), start);
        } catch (RuntimeException | Error e) {
            hub.end();
            throw e;
        }
    }

    /** With the first so many nodes. */
    private ServerUnderTest server(int count, Layout layout, List<String> tokens, Duration start) {
        List<URI> urls = IntStream.range(0, count)
                .mapToObj(node -> URI.create(nodes.node(node).url()))
                .toList();
        LongStream pids = IntStream.range(0, count)
                .mapToLong(node -> nodes.node(node).process().pid());
        ServerEndpoint endpoint = new ServerEndpoint(urls, new BridgeDialect(), layout, tokens);
        return new ServerUnderTest("hub-cluster", ProcessMeter.ofJava(pids), endpoint, data, start, this);
    }

    @Override
    public ServerUnderTest killAndReplace(ServerUnderTest killed) {
        nodes.node(1).kill();
        return server(1, killed.endpoint().layout(), killed.endpoint().tokens(), killed.start());
    }

    @Override
    public void end() {
        nodes.close();
        WorkFolder.delete(data);
    }
}
