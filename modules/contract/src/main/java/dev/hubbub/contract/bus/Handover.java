// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends consumers without losing a request that is on its way to them. Vert.x ends an unregistered consumer at once, but
 * other nodes learn of it later: what they send meanwhile is dropped, and the caller waits in vain. So this class first
 * removes the registration from the cluster, past the event bus, and ends the consumers when every node knows.
 *
 * <p>It must be used on the context that made it, which is that of the consumers: the cluster keeps the order of what
 * one context registers and removes.
 */
public final class Handover {
    /** Waits for no successor: other nodes always serve the same addresses, or never. */
    static final Outlook NO_SUCCESSOR = new Outlook() {
        @Override
        public boolean isSuccessor(String member) {
            return true;
        }

        @Override
        public boolean isReplaced() {
            return false;
        }

        @Override
        public boolean isHopeful() {
            return false;
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final long FIRST_LOOK_MILLIS = 100;
    private static final long LONGEST_LOOK_MILLIS = 1_000;

    /** Other nodes look up one address after the other, hundreds of them when a node comes or goes. */
    private static final long LINGER_MILLIS = 800;

    private static final long LONGEST_END_MILLIS = 4_000;

    private final Vertx vertx;
    private final ContextInternal context;
    private final @Nullable ClusterManager cluster;
    private final long lingerMillis;
    private final long longestEndMillis;

    /** What is known of the successor while the consumers wait for one. */
    public interface Outlook {
        /** Whether that member of the cluster takes these consumers over. */
        boolean isSuccessor(String member);

        /** Whether this node serves the same addresses again, so that its registration must stay. */
        boolean isReplaced();

        /** Whether a successor may still appear. */
        boolean isHopeful();
    }

    public Handover(Vertx vertx) {
        this(vertx, ((VertxInternal) vertx).clusterManager(), LINGER_MILLIS);
    }

    /**
     * @param cluster null: not clustered
     * @param lingerMillis the longest time until every node knows of a change
     */
    public Handover(Vertx vertx, @Nullable ClusterManager cluster, long lingerMillis) {
        this(vertx, cluster, lingerMillis, LONGEST_END_MILLIS);
    }

    /** @param longestEndMillis after which a cluster that does not answer is not waited for */
    Handover(Vertx vertx, @Nullable ClusterManager cluster, long lingerMillis, long longestEndMillis) {
        this.longestEndMillis = longestEndMillis;
        this.lingerMillis = lingerMillis;
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).getOrCreateContext();
        this.cluster = cluster;
    }

    /** The id under which the cluster knows this node; null without a cluster. */
    public @Nullable String self() {
        return cluster == null ? null : cluster.getNodeId();
    }

    /** Ends each consumer once its successor serves the same address. Completes then, and never fails. */
    public Future<Void> end(List<MessageConsumer<Object>> consumers, Outlook outlook) {
        if (cluster == null) {
            consumers.forEach(MessageConsumer::unregister);
            return context.succeededFuture();
        }
        return Future.join(consumers.stream()
                        .map(consumer -> withdraw(consumer, outlook))
                        .toList())
                .transform(told -> vertx.timer(lingerMillis))
                .map(known -> {
                    consumers.forEach(MessageConsumer::unregister);
                    return null;
                });
    }

    /** Completes when all have ended, or the cluster does not answer in time. Never fails. */
    public Future<Void> all(Collection<Future<Void>> ends) {
        Promise<Void> all = context.promise();
        Future.join(List.copyOf(ends)).onComplete(ended -> all.complete());
        return all.future().timeout(longestEndMillis, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private Future<Void> withdraw(MessageConsumer<Object> consumer, Outlook outlook) {
        Promise<Void> registered = context.promise();
        consumer.completion().onComplete(registered); // a registration that came after the removal would stay
        return registered
                .future()
                .compose(now -> withdraw(consumer.address(), outlook, FIRST_LOOK_MILLIS))
                .onSuccess(gone -> LocalServices.of(vertx).remove(consumer))
                .onFailure(cause -> LOG.debug("{} is registered until it ends", consumer.address(), cause));
    }

    private Future<Void> withdraw(String address, Outlook outlook, long pauseMillis) {
        return look(address)
                .recover(cause -> isOver(cause) ? context.failedFuture(cause) : context.succeededFuture(List.of()))
                .compose(nodes -> {
                    if (outlook.isReplaced()) {
                        return context.succeededFuture();
                    }
                    if (nodes.stream().anyMatch(node -> !isOurs(node) && outlook.isSuccessor(node.nodeId()))) {
                        return withdraw(
                                address, nodes.stream().filter(this::isOurs).toList());
                    }
                    return outlook.isHopeful()
                            ? withdrawLater(address, outlook, pauseMillis)
                            : context.succeededFuture();
                });
    }

    private Future<Void> withdrawLater(String address, Outlook outlook, long pauseMillis) {
        return vertx.timer(pauseMillis)
                .compose(later -> withdraw(address, outlook, Math.min(2 * pauseMillis, LONGEST_LOOK_MILLIS)));
    }

    private Future<List<RegistrationInfo>> look(String address) {
        Promise<List<RegistrationInfo>> nodes = context.promise();
        cluster().getRegistrations(address, nodes);
        return nodes.future();
    }

    private Future<Void> withdraw(String address, List<RegistrationInfo> ours) {
        return Future.all(ours.stream()
                        .map(registration -> {
                            Promise<Void> withdrawn = context.promise();
                            cluster().removeRegistration(address, registration, withdrawn);
                            return withdrawn.future();
                        })
                        .toList())
                .mapEmpty();
    }

    /** A cluster manager may still report active after its membership was ended from outside. */
    private boolean isOver(Throwable cause) {
        boolean ended = cause instanceof IllegalStateException || cause.getCause() instanceof IllegalStateException;
        return ended || !cluster().isActive();
    }

    private boolean isOurs(RegistrationInfo registration) {
        return registration.nodeId().equals(cluster().getNodeId());
    }

    private ClusterManager cluster() {
        return Objects.requireNonNull(cluster, "not clustered");
    }
}
