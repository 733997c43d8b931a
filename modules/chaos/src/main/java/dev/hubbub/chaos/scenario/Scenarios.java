// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.scenario;

import static dev.hubbub.chaos.fault.ScheduledFault.at;

import dev.hubbub.chaos.deployment.Topology;
import dev.hubbub.chaos.fault.Fault;
import dev.hubbub.chaos.fault.FaultTargets;
import dev.hubbub.chaos.fault.ScheduledFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All named scenarios. */
public final class Scenarios {
    private static final Workload CONVERSATION = Workload.of(300, 4, 16, 40);
    private static final Topology THREE_NODES = Topology.cluster(3);

    /** Far above what senders that wait for acks have in flight, far below what piles up in half a minute. */
    private static final Map<String, Long> GAUGE_BOUNDS = Map.of(
            "hub_gateway_bus_calls",
            2_000L,
            "hub_gateway_reorder_entries",
            4_000L,
            "hub_persistence_queued_requests",
            4_000L,
            "hub_persistence_queued_bytes",
            4L << 20);

    /** What a hub takes it answers in about 2 s; more than that it refuses. */
    private static final Duration ACK_BOUND = Duration.ofSeconds(2);

    /** A short mix of faults, for {@code mvn verify}. */
    public static final Scenario BRIEF = Scenario.of(
                    "brief",
                    "A node cut off, clients cut off, the store away, two of three nodes killed, the third halted and stopped.",
                    Workload.of(100, 3, 9, 21).changing(4),
                    48,
                    at(2, Fault.HOLD, "peers-1-*", 7),
                    at(12, Fault.CUT, "clients-2", 2),
                    at(15, Fault.CUT, "store-*", 3),
                    at(21, Fault.KILL, "node-1", 0.5),
                    at(21, Fault.KILL, "node-2", 0.5),
                    at(36, Fault.STOP, "node-3", 3),
                    at(41, Fault.TERM, "node-3", 0.5))
            .withTopology(THREE_NODES)
            .withGaugeBounds(GAUGE_BOUNDS);

    /** All scenarios, from light to heavy. */
    public static final List<Scenario> ALL = List.of(
            BRIEF,
            Scenario.of(
                            "changed-messages",
                            "Each second message is edited, deleted or reacted to, while one of two nodes is killed and clients are reset.",
                            Workload.of(100, 4, 16, 40).changing(2),
                            40,
                            at(5, Fault.KILL, "node-1", 5),
                            at(20, Fault.CUT, "clients-2", 2),
                            at(28, Fault.CUT, "store-*", 3))
                    .withGaugeBounds(GAUGE_BOUNDS),
            conversation("kill-one", "One of two nodes is killed.", 30, at(5, Fault.KILL, "node-1", 5)),
            conversation(
                    "kill-both",
                    "Both nodes are killed at once.",
                    40,
                    at(5, Fault.KILL, "node-1", 3),
                    at(5, Fault.KILL, "node-2", 3)),
            conversation("kill-store", "The process of the store is killed.", 30, at(5, Fault.KILL, "store", 5)),
            conversation("stop-5s", "A node is halted for 5 s.", 30, at(5, Fault.STOP, "node-1", 5)),
            conversation(
                    "cut-clients",
                    "The clients of a node are reset, and cannot come back to it for 5 s.",
                    30,
                    at(5, Fault.CUT, "clients-1", 5)),
            conversation(
                    "half-open",
                    "What one node says does not reach its clients for 15 s.",
                    40,
                    at(5, Fault.HALF_OPEN, "clients-1", 15)),
            conversation(
                            "kill-two-of-three",
                            "Two of three nodes are killed at once.",
                            45,
                            at(5, Fault.KILL, "node-1", 10),
                            at(5, Fault.KILL, "node-2", 10))
                    .withTopology(THREE_NODES),
            conversation(
                    "store-away-30s", "No node can reach the store for 30 s.", 70, at(5, Fault.CUT, "store-*", 30)),
            conversation(
                    "store-silent-30s", "The store answers nothing for 30 s.", 70, at(5, Fault.HOLD, "store-*", 30)),
            conversation(
                    "stop-30s",
                    "A node is halted for 30 s: the other takes it for dead, and then it is back.",
                    70,
                    at(5, Fault.STOP, "node-1", 30)),
            conversation(
                            "rolling-restart",
                            "Three nodes are stopped in order and started again, one after the other.",
                            75,
                            at(5, Fault.TERM, "node-1", 1),
                            at(25, Fault.TERM, "node-2", 1),
                            at(45, Fault.TERM, "node-3", 1))
                    .withTopology(THREE_NODES),
            conversation(
                    "rolling-restart-of-two",
                    "Two nodes are stopped in order and started again, one after the other.",
                    50,
                    at(5, Fault.TERM, "node-1", 1),
                    at(25, Fault.TERM, "node-2", 1)),
            conversation(
                    "drop-clients-60s",
                    "Bytes between clients and one node are lost for 60 s, without an error.",
                    90,
                    at(5, Fault.DROP, "clients-1", 60)),
            conversation(
                    "cut-store-60s",
                    "One of two nodes cannot reach the store for 60 s.",
                    90,
                    at(5, Fault.CUT, "store-1", 60)),
            conversation(
                    "part-nodes-60s",
                    "Nodes hear nothing of each other for 60 s, with clients on both.",
                    100,
                    at(5, Fault.HOLD, "peers-*", 60)),
            conversation(
                    "drop-nodes-60s",
                    "Bytes between the nodes are lost for 60 s, without an error.",
                    100,
                    at(5, Fault.DROP, "peers-*", 60)),
            conversation(
                            "part-three-60s",
                            "Each of three nodes hears nothing of the others for 60 s, with clients on all.",
                            100,
                            at(5, Fault.HOLD, "peers-*", 60))
                    .withTopology(THREE_NODES),
            conversation(
                            "part-one-60s",
                            "Two of three nodes get nothing through to the third for 60 s; they hear each other.",
                            100,
                            at(5, Fault.HOLD, "peers-1-*", 60))
                    .withTopology(THREE_NODES),
            conversation(
                            "split-three-60s",
                            "One of three nodes and the two others hear nothing of each other for 60 s, with clients on all.",
                            100,
                            at(5, Fault.HOLD, "peers-1-*", 60),
                            at(5, Fault.HOLD, "from-1-*", 60))
                    .withTopology(THREE_NODES),
            conversation(
                    "slow-network",
                    "Clients, nodes and store are 200 ms further away from each other, one after the other, then all.",
                    60,
                    at(3, Fault.DELAY, "clients-*", 10),
                    at(15, Fault.DELAY, "peers-*", 10),
                    at(27, Fault.DELAY, "store-*", 10),
                    at(40, Fault.DELAY, "clients-1", 15),
                    at(40, Fault.DELAY, "peers-1-*", 15),
                    at(40, Fault.DELAY, "store-1", 15)),
            conversation(
                            "stop-three",
                            "One of three nodes is halted for 5 s, another for 30 s, and the third killed.",
                            90,
                            at(3, Fault.STOP, "node-1", 5),
                            at(15, Fault.STOP, "node-2", 30),
                            at(65, Fault.KILL, "node-3", 3))
                    .withTopology(THREE_NODES),
            conversation(
                    "stop-90s-of-two", "One of two nodes is halted for 90 s.", 130, at(5, Fault.STOP, "node-1", 90)),
            conversation("stop-90s", "One of three nodes is halted for 90 s.", 130, at(5, Fault.STOP, "node-1", 90))
                    .withTopology(THREE_NODES),
            crowd(
                    "join-crowd",
                    "Crowds of 200 users join a room at once, one after the other for 10 s.",
                    Fault.JOIN_CROWD,
                    Map.of()),
            crowd("join-leave", "Twenty users join and leave a room by turns for 10 s.", Fault.JOIN_LEAVE, Map.of()),
            crowd(
                    "frame-flood",
                    "Four users with five sockets each send frames that ask for nothing for 10 s.",
                    Fault.FRAME_FLOOD,
                    Map.of("HUB_LIMITS_FRAMES_PER_SECOND", "200")),
            Scenario.of(
                            "deaf",
                            "Ten clients never read, in a room in which 1 MB is said every second.",
                            Workload.of(100, 1, 4, 4).deaf(10).bytes(10_000),
                            60)
                    .withTopology(Topology.single())
                    .withGaugeBounds(Map.of("hub_gateway_pending_bytes", 10L << 20)),
            Scenario.of(
                    "copies",
                    "Each message of one user goes out 100 times at once, over sockets to both nodes.",
                    Workload.of(50, 2, 4, 4).copies(100),
                    30),
            Scenario.of(
                    "churn",
                    "Half an hour in which 200 clients join, leave and disconnect: nothing stays behind.",
                    Workload.of(100, 20, 20, 40).restless(200),
                    1_800),
            Scenario.of(
                            "storm",
                            "5,000 clients lose their connections at once.",
                            Workload.of(50, 100, 100, 4_900),
                            60,
                            at(15, Fault.STORM, "all", 0))
                    .withGaugeBounds(Map.of("hub_gateway_page_reads", 500L, "hub_persistence_store_calls", 500L)),
            Scenario.of(
                            "kill-embedded",
                            "The only node, with its store in it, is killed fifty times under 1,000 messages a second.",
                            Workload.of(1_000, 50, 50, 20),
                            510,
                            repeated(50, 10, Fault.KILL, "node-1"))
                    .withTopology(Topology.single()));

    private static Scenario conversation(String name, String about, int seconds, ScheduledFault... faults) {
        return Scenario.of(name, about, CONVERSATION, seconds, faults).withGaugeBounds(GAUGE_BOUNDS);
    }

    /** Others come to the rooms of a conversation that fits in any limit, which must go on as usual. */
    private static Scenario crowd(String name, String about, Fault fault, Map<String, String> settings) {
        return Scenario.of(name, about, Workload.of(100, 4, 16, 24), 25, at(5, fault, FaultTargets.ROOMS, 10))
                .withTopology(Topology.cluster(2).with(settings))
                .withGaugeBounds(GAUGE_BOUNDS)
                .withAckBound(ACK_BOUND);
    }

    /** The scenario with this name. */
    public static Scenario byName(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--scenario: " + name + " (expected: one of " + ALL + ")"));
    }

    private static ScheduledFault[] repeated(int times, int seconds, Fault fault, String target) {
        return IntStream.range(0, times)
                .mapToObj(round -> at(2 + (double) round * seconds, fault, target, 0.2))
                .toArray(ScheduledFault[]::new);
    }

    private Scenarios() {}
}
