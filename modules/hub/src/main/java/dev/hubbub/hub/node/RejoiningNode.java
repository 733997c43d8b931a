// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node in a cluster. If the node is no healthy member any more, it leaves and a new node replaces it, in the
 * same process and on the same port. Its sockets are closed with a code that lets clients reconnect at once.
 */
public final class RejoiningNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RejoiningNode.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 4;

    private final NodePlan plan;
    private final String url;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hubbub-rejoin");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private volatile Node node;

    private RejoiningNode(NodePlan plan) {
        this.node = Node.start(plan);
        this.plan = plan.onPorts(node.port(), node.adminPort());
        this.url = node.url();
        watch(node);
    }

    /**
     * Starts the first node.
     *
     * @throws StartException with a message for the operator
     */
    public static RejoiningNode start(NodePlan plan) {
        return new RejoiningNode(plan);
    }

    /** The URL for clients; a new node keeps it. */
    public String url() {
        return url;
    }

    /** The URL of the metrics; empty if they are switched off. */
    public Optional<String> metricsUrl() {
        return node.metricsUrl();
    }

    /** The current node, or the last one while a new node starts. */
    Node node() {
        return node;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is the result
    private void watch(Node current) {
        current.unhealthy().thenAccept(reason -> {
            if (!closed) {
                executor.execute(() -> replace(current, reason));
            }
        });
    }

    private void replace(Node unhealthy, String reason) {
        LOG.warn("this node leaves the cluster and comes back as a new one: {}", reason);
        unhealthy.leaveAbruptly();
        rejoin(1);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an attempt logs its own failure
    private void rejoin(int attempt) {
        if (closed) {
            return;
        }
        try {
            node = Node.start(plan);
            LOG.info("back in the cluster");
            watch(node);
        } catch (RuntimeException | Error e) { // the store or the network may be down too, so it retries
            if (attempt == 1) {
                LOG.warn("not back yet: {}", e instanceof StartException ? e.getMessage() : e.toString());
            }
            if (!closed) {
                executor.schedule(() -> rejoin(attempt + 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdown(); // a scheduled attempt still runs, and sees closed
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
