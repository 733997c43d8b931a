// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The servers that the bench knows. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Peer {
    /** The hub as its users start it: stores, numbers, checks, delivers. */
    HUB(setup -> HubUnderTest.dev(setup, "process")),
    /** The same, but each commit is forced to disk. */
    HUB_POWER(setup -> HubUnderTest.dev(setup, "power")),
    /** The hub's verticles on the store in memory. */
    HUB_MEMORY(HubUnderTest::memory),
    /** Vert.x's own bridge. */
    STOCK(setup -> setup.ownServer("stock")),
    /** A plain WebSocket server that writes each frame by itself. */
    BARE(setup -> setup.ownServer("bare")),
    /** A plain WebSocket server with native sockets that flushes every 2 ms: the base of the ratios. */
    FLOOR(setup -> setup.ownServer("floor")),
    /** Socket.IO on Node. */
    SOCKETIO(SocketIoUnderTest::start, SocketIoUnderTest::install),
    /** Centrifugo, a server in Go. */
    CENTRIFUGO(CentrifugoUnderTest::start, CentrifugoUnderTest::install);

    private final Function<PeerSetup, ServerUnderTest> start;
    private final Function<WorkFolder, @Nullable String> install;

    Peer(Function<PeerSetup, ServerUnderTest> start) {
        this(start, work -> null);
    }

    Peer(Function<PeerSetup, ServerUnderTest> start, Function<WorkFolder, @Nullable String> install) {
        this.start = start;
        this.install = install;
    }

    /** The peer with this name on the command line. */
    public static Peer named(String option, String name, List<Peer> expected) {
        return expected.stream()
                .filter(peer -> peer.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(option + ": " + name + " (expected: some of " + expected + ")"));
    }

    /** All of them. */
    public static List<Peer> all() {
        return Arrays.asList(values());
    }

    /** Builds what it needs; returns why it cannot run here, else null. */
    public @Nullable String install(WorkFolder work) {
        return install.apply(work);
    }

    /** Starts it, with its rooms and members. */
    public ServerUnderTest start(PeerSetup setup) {
        return start.apply(setup);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
