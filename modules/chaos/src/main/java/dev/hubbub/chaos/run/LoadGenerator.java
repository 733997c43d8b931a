// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.client.ClientGroup;
import dev.hubbub.chaos.client.ClientPolicy;
import dev.hubbub.chaos.client.ClientProfile;
import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.record.ReceiveLog;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.scenario.Workload;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** All clients of a run, on as many event loops as there are processors. */
final class LoadGenerator {
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Vertx vertx;
    private final Deployment deployment;
    private final Workload workload;
    private final ClientPolicy policy;
    private final List<ClientGroup> groups = new ArrayList<>();
    private final List<String> deploymentIds = new ArrayList<>();

    LoadGenerator(Vertx vertx, Deployment deployment, Workload workload, ClientPolicy policy) {
        this.vertx = vertx;
        this.workload = workload;
        this.policy = policy;
        this.deployment = deployment;
    }

    /** Starts all clients without waiting for them, see {@link #live()}. Their names begin with {@code namePrefix}. */
    void connect(String namePrefix, List<RoomId> rooms) {
        List<List<ClientProfile>> profilesByLoop = new ArrayList<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            profilesByLoop.add(new ArrayList<>());
        }
        for (int number = 0; number < workload.totalClients(); number++) {
            String name = namePrefix + "-" + number;
            RoomId room = rooms.get(number % rooms.size());
            profilesByLoop.get(number % LOOPS).add(new ClientProfile(name, deployment.token(name), room, kind(number)));
        }
        for (List<ClientProfile> profiles : profilesByLoop) {
            double share = profiles.stream()
                            .filter(profile -> profile.kind() == ClientProfile.Kind.SENDER)
                            .count()
                    / (double) workload.senders();
            ClientGroup group = new ClientGroup(new ClientGroup.Plan(
                    profiles,
                    deployment.clientUrls(),
                    policy,
                    workload.bytes(),
                    workload.rate() * share,
                    workload.changeOneIn()));
            groups.add(group);
            deploymentIds.add(vertx.deployVerticle(group).await());
        }
    }

    private ClientProfile.Kind kind(int number) {
        if (number < workload.senders()) {
            return ClientProfile.Kind.SENDER;
        }
        if (number < workload.senders() + workload.readers()) {
            return ClientProfile.Kind.READER;
        }
        return number < workload.readingClients() ? ClientProfile.Kind.RESTLESS : ClientProfile.Kind.DEAF;
    }

    /** The number of live clients with no entry missing; deaf clients count for a moment only. */
    int live() {
        return groups.stream().mapToInt(ClientGroup::live).sum();
    }

    void startSending() {
        each(ClientGroup::startSending).await();
    }

    void stopSending() {
        each(ClientGroup::stopSending).await();
    }

    Future<?> dropConnections() {
        return each(ClientGroup::dropConnections);
    }

    long heldBack() {
        return groups.stream().mapToLong(ClientGroup::heldBack).sum();
    }

    /** The number of messages, and of changes of messages, without an ack. */
    long unanswered() {
        return recordings().stream()
                .flatMap(recording -> recording.sendLogs().stream())
                .mapToLong(log ->
                        (long) log.size() - log.ackedCount() + log.changes().open())
                .sum();
    }

    /** Whether every reader has all entries of its room. */
    boolean hasReceived(Map<RoomId, Long> heads) {
        ToLongFunction<ReceiveLog> head = log -> heads.getOrDefault(log.room(), 0L);
        return recordings().stream()
                .flatMap(recording -> recording.receiveLogs().stream())
                .allMatch(log -> !log.isSubscribed() || log.lastSeq() >= head.applyAsLong(log));
    }

    /** Closes all clients; their recordings may be read then. */
    void stop() {
        each(ClientGroup::closeAll).await();
        BlockingWait.until(() -> live() <= 0, Duration.ofSeconds(3));
        deploymentIds.forEach(id -> vertx.undeploy(id).await());
        deploymentIds.clear();
    }

    List<Recording> recordings() {
        return groups.stream().map(ClientGroup::recording).toList();
    }

    private Future<?> each(Function<ClientGroup, Future<?>> action) {
        return Future.all(groups.stream().map(action).toList());
    }
}
