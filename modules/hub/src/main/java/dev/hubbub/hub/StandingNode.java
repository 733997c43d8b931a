// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in a cluster. When the node in it is no whole member any more it leaves, and a new one takes its place: in
 * the same process, on the same port. Its clients are told to come back at once.
 */
public final class StandingNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandingNode.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 4;

    private final NodePlan plan;
    private final String url;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "hubbub-return");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean closed;
    private volatile Node node;

    private StandingNode(NodePlan plan) {
        this.node = Node.start(plan);
        this.plan = plan.at(node.port(), node.adminPort());
        this.url = node.url();
        watch(node);
    }

    /**
     * Starts the first node.
     *
     * @throws StartException with a message for the operator
     */
    public static StandingNode start(NodePlan plan) {
        return new StandingNode(plan);
    }

    /** Where clients reach it, whichever node is there. */
    public String url() {
        return url;
    }

    /** Where operators find its metrics; empty when that is switched off. */
    public Optional<String> metricsUrl() {
        return node.metricsUrl();
    }

    /** The node that is there now, or was a moment ago. */
    Node node() {
        return node;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // completes with the work that it starts
    private void watch(Node standing) {
        standing.unwell().thenAccept(reason -> {
            if (!closed) {
                thread.execute(() -> replace(standing, reason));
            }
        });
    }

    private void replace(Node unwell, String reason) {
        LOG.warn("this node leaves the cluster and comes back as a new one: {}", reason);
        unwell.abandon();
        comeBack(1);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an attempt reports its own failure
    private void comeBack(int attempt) {
        if (closed) {
            return;
        }
        try {
            node = Node.start(plan);
            LOG.info("back in the cluster");
            watch(node);
        } catch (RuntimeException | Error e) { // the store, the network or a name may be away too: it tries on
            if (attempt == 1) {
                LOG.warn("not back yet: {}", e instanceof StartException ? e.getMessage() : e.toString());
            }
            if (!closed) {
                thread.schedule(() -> comeBack(attempt + 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown(); // what is scheduled for later still comes, and finds this closed
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
