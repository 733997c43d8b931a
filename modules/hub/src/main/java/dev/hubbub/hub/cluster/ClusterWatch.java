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
 * such a member leaves wrong for the others is mended meanwhile ({@link RegistrationCheck}).
 */
public final class ClusterWatch extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private static final long BEAT_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 8_000;
    private static final long STANDSTILL_MILLIS = 4_000;
    private static final long CHECK_MILLIS = 5_000;

    private final Membership manager;
    private final Consumer<String> unwell;
    private final long patienceMillis;
    private final long checkMillis;
    private final Promise<Void> met = Promise.promise();
    private Hearing hearing;
    private RegistrationCheck check;
    private UUID listener;
    private long timer = -1;
    private long checkTimer = -1;
    private long beatAt = now();
    private boolean blind;

    /** @param unwell is told the reason, once or more, on any thread; before {@link #met} fails */
    public ClusterWatch(Membership manager, Consumer<String> unwell) {
        this(manager, unwell, PATIENCE_MILLIS, CHECK_MILLIS);
    }

    ClusterWatch(Membership manager, Consumer<String> unwell, long patienceMillis, long checkMillis) {
        this.checkMillis = checkMillis;
        this.manager = manager;
        this.unwell = unwell;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        hearing = new Hearing(manager.getNodeId(), patienceMillis);
        check = new RegistrationCheck(manager);
        listener = manager.getHazelcastInstance().getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED || event.getState() == LifecycleState.MERGE_FAILED) {
                leave("its part of the cluster was merged into another");
            }
        });
        return bus.subscribe(Nodes.HEARD, beat -> heard(bus, beat)).onSuccess(heard -> {
            beatAt = now();
            timer = vertx.setPeriodic(0, BEAT_MILLIS, tick -> beat(bus));
            checkLater();
        });
    }

    /** A cluster that does not answer is not asked for more. Whoever stood still knows nothing of the others. */
    private void checkLater() {
        long due = now() + checkMillis;
        checkTimer = vertx.setTimer(checkMillis, time -> {
            long patience = STANDSTILL_MILLIS - (now() - due);
            vertx.executeBlocking(() -> check.look(patience), false).onComplete((mended, cause) -> {
                if (checkTimer != -1) {
                    looked(cause);
                    checkLater();
                }
            });
        });
    }

    private void looked(Throwable cause) {
        if (cause != null && !blind && isMember()) {
            LOG.warn("the record of consumers cannot be read, nor mended: {}", cause.toString());
        } else if (cause == null && blind) {
            LOG.info("the record of consumers is read again");
        }
        blind = cause != null;
    }

    /**
     * Completes when this node and the other members hear each other: to serve anything before would draw requests to
     * a node that does not get them. Fails when the node has to leave before.
     */
    public Future<Void> met() {
        return met.future();
    }

    private void leave(String reason) {
        check.end();
        unwell.accept(reason);
        met.tryFail(reason);
    }

    private boolean isMember() {
        return manager.getHazelcastInstance().getLifecycleService().isRunning();
    }

    private void heard(Bus bus, Nodes.Heard beat) {
        if (isMember()) {
            hearing.members(manager.getNodes(), now());
            if (hearing.heard(beat.node(), beat.hears(), now())) {
                say(bus); // it waits for that
            }
            meet();
        }
    }

    private void say(Bus bus) {
        bus.publish(Nodes.HEARD, new Nodes.Heard(manager.getNodeId(), hearing.hears(now())));
    }

    private void meet() {
        if (hearing.isSettled(now())) {
            met.tryComplete();
        }
    }

    private void beat(Bus bus) {
        long now = now();
        long late = now - beatAt - BEAT_MILLIS;
        beatAt = now;
        if (late > STANDSTILL_MILLIS) {
            leave("it stood still for " + late + " ms");
            return;
        }
        if (!isMember()) {
            leave("its membership has ended"); // as Hazelcast does when memory ran out in a thread of its own
            return;
        }
        hearing.members(manager.getNodes(), now);
        say(bus);
        meet();
        List<String> cutOff = hearing.reasonsToLeave(now);
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
        vertx.cancelTimer(checkTimer);
        checkTimer = -1;
        if (isMember()) {
            manager.getHazelcastInstance().getLifecycleService().removeLifecycleListener(listener);
        }
        return Future.succeededFuture();
    }
}
