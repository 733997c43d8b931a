// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.core.LifecycleEvent.LifecycleState;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Nodes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out when this node is no whole member of its cluster any more: it stood still for so long that the others
 * gave it up, its part of a split cluster was merged into another, or some member and this node do not reach each
 * other. What Vert.x knows of who consumes what may be wrong from then on, and only a new node is sure to be right. What
 * such a member leaves wrong for the others is mended meanwhile ({@link RegistrationReconciler}).
 */
public final class ClusterHealthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHealthVerticle.class);
    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final long TIMEOUT_MILLIS = 8_000;
    private static final long MAX_PAUSE_MILLIS = 4_000;
    private static final long RECONCILE_MILLIS = 5_000;

    private final TrackingClusterManager manager;
    private final Consumer<String> unhealthy;
    private final long timeoutMillis;
    private final long reconcileMillis;
    private final Promise<Void> ready = Promise.promise();
    private PeerReachability peers;
    private RegistrationReconciler reconciler;
    private UUID lifecycleListener;
    private long timer = -1;
    private long reconcileTimer = -1;
    private long heartbeatAt = now();
    private boolean unreadable;

    /** @param unhealthy is told the reason, once or more, on any thread; before {@link #ready} fails */
    public ClusterHealthVerticle(TrackingClusterManager manager, Consumer<String> unhealthy) {
        this(manager, unhealthy, TIMEOUT_MILLIS, RECONCILE_MILLIS);
    }

    ClusterHealthVerticle(
            TrackingClusterManager manager, Consumer<String> unhealthy, long timeoutMillis, long reconcileMillis) {
        this.reconcileMillis = reconcileMillis;
        this.manager = manager;
        this.unhealthy = unhealthy;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        peers = new PeerReachability(manager.getNodeId(), timeoutMillis);
        reconciler = new RegistrationReconciler(manager);
        lifecycleListener = manager.getHazelcastInstance().getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED || event.getState() == LifecycleState.MERGE_FAILED) {
                leave("its part of the cluster was merged into another");
            }
        });
        return bus.subscribe(Nodes.HEARD, heartbeat -> onHeartbeat(bus, heartbeat))
                .onSuccess(subscribed -> {
                    heartbeatAt = now();
                    timer = vertx.setPeriodic(0, HEARTBEAT_MILLIS, tick -> heartbeat(bus));
                    scheduleReconciliation();
                });
    }

    /** A cluster that does not answer is not asked for more. Whoever stood still knows nothing of the others. */
    private void scheduleReconciliation() {
        long due = now() + reconcileMillis;
        reconcileTimer = vertx.setTimer(reconcileMillis, time -> {
            long remainingMillis = MAX_PAUSE_MILLIS - (now() - due);
            vertx.executeBlocking(() -> reconciler.reconcile(remainingMillis), false)
                    .onComplete((repaired, cause) -> {
                        if (reconcileTimer != -1) {
                            logReadability(cause);
                            scheduleReconciliation();
                        }
                    });
        });
    }

    private void logReadability(Throwable cause) {
        if (cause != null && !unreadable && isMember()) {
            LOG.warn("the record of consumers cannot be read, nor mended: {}", cause.toString());
        } else if (cause == null && unreadable) {
            LOG.info("the record of consumers is read again");
        }
        unreadable = cause != null;
    }

    /**
     * Completes when this node and the other members hear each other: to serve anything before would draw requests to
     * a node that does not get them. Fails when the node has to leave before.
     */
    public Future<Void> ready() {
        return ready.future();
    }

    private void leave(String reason) {
        reconciler.stop();
        unhealthy.accept(reason);
        ready.tryFail(reason);
    }

    private boolean isMember() {
        return manager.getHazelcastInstance().getLifecycleService().isRunning();
    }

    private void onHeartbeat(Bus bus, Nodes.Heard heartbeat) {
        if (isMember()) {
            peers.setMembers(manager.getNodes(), now());
            if (peers.onHeartbeat(heartbeat.node(), heartbeat.hears(), now())) {
                publishHeartbeat(bus); // it waits for that
            }
            completeWhenSettled();
        }
    }

    private void publishHeartbeat(Bus bus) {
        bus.publish(Nodes.HEARD, new Nodes.Heard(manager.getNodeId(), peers.heardPeers(now())));
    }

    private void completeWhenSettled() {
        if (peers.isSettled(now())) {
            ready.tryComplete();
        }
    }

    private void heartbeat(Bus bus) {
        long now = now();
        long late = now - heartbeatAt - HEARTBEAT_MILLIS;
        heartbeatAt = now;
        if (late > MAX_PAUSE_MILLIS) {
            leave("it stood still for " + late + " ms");
            return;
        }
        if (!isMember()) {
            leave("its membership has ended"); // as Hazelcast does when memory ran out in a thread of its own
            return;
        }
        peers.setMembers(manager.getNodes(), now);
        publishHeartbeat(bus);
        completeWhenSettled();
        List<String> cutOff = peers.reasonsToLeave(now);
        if (!cutOff.isEmpty()) {
            leave("it does not reach, or is not reached by, " + cutOff
                    + " over the event bus (expected: the ports cluster.busPort are open to each other)");
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(reconcileTimer);
        reconcileTimer = -1;
        if (isMember()) {
            manager.getHazelcastInstance().getLifecycleService().removeLifecycleListener(lifecycleListener);
        }
        return Future.succeededFuture();
    }
}
