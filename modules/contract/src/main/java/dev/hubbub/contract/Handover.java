// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends consumers so that nothing on its way to them is lost. To unregister one ends it here at once, and elsewhere when
 * the others have heard of it; what they send meanwhile is dropped, and whoever asked waits in vain. So the cluster is
 * told first, past the event bus, and the consumers end when everybody knows.
 */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 2_000;

    /** Other nodes ask the cluster anew within 20 ms of a change; the rest is for what waits here, or on its way. */
    private static final long LINGER_MILLIS = 500;

    private final Vertx vertx;
    private final ClusterManager cluster;

    private record Registered(String address, List<RegistrationInfo> nodes) {}

    Handover(Vertx vertx) {
        this(vertx, ((VertxInternal) vertx).clusterManager());
    }

    /** @param cluster null: none */
    Handover(Vertx vertx, ClusterManager cluster) {
        this.vertx = vertx;
        this.cluster = cluster;
    }

    /**
     * Ends consumers of this node once another one serves the same, or nobody does so in time. Completes, never fails,
     * when they have ended.
     *
     * @param off whether that is not to be waited for: there is nobody, or this node serves the same anew
     */
    Future<Void> end(List<MessageConsumer<Object>> consumers, BooleanSupplier off) {
        return end(consumers, addresses -> withdraw(addresses, off));
    }

    /** The same without waiting for anybody. */
    Future<Void> end(List<MessageConsumer<Object>> consumers) {
        return end(consumers, addresses -> look(addresses)
                .compose(seen ->
                        withdraw(seen.stream().filter(this::isServedElsewhere).toList())));
    }

    private Future<Void> end(List<MessageConsumer<Object>> consumers, Function<List<String>, Future<Void>> withdraw) {
        if (cluster == null) {
            return unregister(consumers);
        }
        List<String> addresses =
                consumers.stream().map(MessageConsumer::address).toList();
        return Future.join(consumers.stream().map(MessageConsumer::completion).toList())
                .compose(registered -> withdraw.apply(addresses)) // or the registration would come after its end
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .recover(cause -> {
                    LOG.debug("registrations stay until consumers end", cause);
                    return Future.succeededFuture();
                })
                .compose(withdrawn -> vertx.timer(LINGER_MILLIS))
                .compose(known -> unregister(consumers));
    }

    private static Future<Void> unregister(List<MessageConsumer<Object>> consumers) {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    private Future<Void> withdraw(List<String> addresses, BooleanSupplier off) {
        return look(addresses).compose(seen -> {
            if (off.getAsBoolean()) {
                return Future.succeededFuture();
            }
            return seen.stream().allMatch(this::isServedElsewhere)
                    ? withdraw(seen)
                    : vertx.timer(LOOK_MILLIS).compose(late -> withdraw(addresses, off));
        });
    }

    private Future<List<Registered>> look(List<String> addresses) {
        return all(addresses.stream().map(this::look).toList());
    }

    private Future<Registered> look(String address) {
        Promise<List<RegistrationInfo>> nodes = Promise.promise();
        cluster.getRegistrations(address, nodes);
        return nodes.future().map(found -> new Registered(address, found));
    }

    private boolean isServedElsewhere(Registered registered) {
        return registered.nodes().stream().anyMatch(node -> !isOurs(node));
    }

    private Future<Void> withdraw(List<Registered> seen) {
        return all(seen.stream()
                        .flatMap(registered -> registered.nodes().stream()
                                .filter(this::isOurs)
                                .map(node -> withdraw(registered.address(), node)))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> withdraw(String address, RegistrationInfo node) {
        Promise<Void> withdrawn = Promise.promise();
        cluster.removeRegistration(address, node, withdrawn);
        return withdrawn.future();
    }

    private boolean isOurs(RegistrationInfo node) {
        return node.nodeId().equals(cluster.getNodeId());
    }

    private static <T> Future<List<T>> all(List<Future<T>> each) {
        return Future.all(each).map(done -> each.stream().map(Future::result).toList());
    }
}
