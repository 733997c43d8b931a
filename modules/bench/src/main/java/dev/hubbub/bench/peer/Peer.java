// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.BridgeDialect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The servers that the bench knows. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Peer {
    /** The hub as its users start it: stores, numbers, checks, delivers. */
    HUB(setup -> HubUnderTest.dev(setup, "process")),
    /** The same, but each commit is forced to disk. */
    HUB_POWER(setup -> HubUnderTest.dev(setup, "power")),
    /** As {@link #HUB}, but started by its launcher, with the class archive. */
    HUB_LAUNCHER(LauncherUnderTest::start, LauncherUnderTest::install),
    /** Two nodes and one store, which is embedded in the first. */
    HUB_CLUSTER(HubClusterUnderTest::start),
    /** The hub's verticles on the store in memory. */
    HUB_MEMORY(HubUnderTest::memory),
    /** Vert.x's own bridge. */
    STOCK(setup -> setup.ownServer("stock", BridgeDialect.pinging())),
    /** A plain WebSocket server that writes each frame by itself. */
    BARE(setup -> setup.ownServer("bare", new BridgeDialect())),
    /** A plain WebSocket server with native sockets that flushes every 2 ms: the base of the ratios. */
    FLOOR(setup -> setup.ownServer("floor", new BridgeDialect())),
    /** Socket.IO on Node. */
    SOCKETIO(SocketIoUnderTest::start, SocketIoUnderTest::install),
    /** Centrifugo, a server in Go. */
    CENTRIFUGO(CentrifugoUnderTest::start, CentrifugoUnderTest::install);

    private static final Set<Peer> ONLY_FOR_ORIENTATION = EnumSet.of(HUB_MEMORY, STOCK, BARE, CENTRIFUGO);
    private static final Set<Peer> WITH_TLS = EnumSet.of(HUB, HUB_MEMORY, STOCK, FLOOR, SOCKETIO);

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

    /** Whether a goal compares it, so that one round is not enough. */
    public boolean inEveryRound() {
        return !ONLY_FOR_ORIENTATION.contains(this);
    }

    /** Whether it can be reached over TLS here. */
    public boolean servesTls() {
        return WITH_TLS.contains(this);
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
