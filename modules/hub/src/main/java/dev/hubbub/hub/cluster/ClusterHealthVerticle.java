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
 * Detects when this node is no healthy member of its cluster any more: it paused for so long that the others removed
 * it, its part of a split cluster was merged into another, or a member and this node do not reach each other. The
 * registrations that Vert.x knows may then be wrong, and only a new node surely has the right ones. Meanwhile the
 * {@link RegistrationReconciler} repairs what such a member leaves behind for the others.
 */
public final class ClusterHealthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHealthVerticle.class);
    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final long TIMEOUT_MILLIS = 8_000;
    private static final long MAX_PAUSE_MILLIS = 4_000;
    private static final long RECONCILE_MILLIS = 5_000;

    private final TrackingClusterManager manager;
    private final Consumer<String> onUnhealthy;
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

    /** @param onUnhealthy accepts the reason, once or more, on any thread, before {@link #ready} fails */
    public ClusterHealthVerticle(TrackingClusterManager manager, Consumer<String> onUnhealthy) {
        this(manager, onUnhealthy, TIMEOUT_MILLIS, RECONCILE_MILLIS);
    }

    ClusterHealthVerticle(
            TrackingClusterManager manager, Consumer<String> onUnhealthy, long timeoutMillis, long reconcileMillis) {
        this.reconcileMillis = reconcileMillis;
        this.manager = manager;
        this.onUnhealthy = onUnhealthy;
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
                    timer = vertx.setPeriodic(0, HEARTBEAT_MILLIS, tick -> onHeartbeatTimer(bus));
                    scheduleReconciliation();
                });
    }

    /** The next run starts after the last one has ended. A run that starts late, after a pause, has less time. */
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
            LOG.warn("registrations cannot be read or repaired: {}", cause.toString());
        } else if (cause == null && unreadable) {
            LOG.info("registrations can be read again");
        }
        unreadable = cause != null;
    }

    /**
     * Completes when this node and the other members hear each other. A node that serves earlier would attract requests
     * that do not reach it. Fails if the node has to leave first.
     */
    public Future<Void> ready() {
        return ready.future();
    }

    private void leave(String reason) {
        reconciler.stop();
        onUnhealthy.accept(reason);
        ready.tryFail(reason);
    }

    private boolean isMember() {
        return manager.getHazelcastInstance().getLifecycleService().isRunning();
    }

    private void onHeartbeat(Bus bus, Nodes.Heard heartbeat) {
        if (isMember()) {
            peers.setMembers(manager.getNodes(), now());
            if (peers.onHeartbeat(heartbeat.node(), heartbeat.hears(), now())) {
                publishHeartbeat(bus); // the new peer waits for it
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

    private void onHeartbeatTimer(Bus bus) {
        long now = now();
        long late = now - heartbeatAt - HEARTBEAT_MILLIS;
        heartbeatAt = now;
        if (late > MAX_PAUSE_MILLIS) {
            leave("it stood still for " + late + " ms");
            return;
        }
        if (!isMember()) {
            leave("its membership has ended"); // Hazelcast ends it when one of its threads runs out of memory
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
