// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.util.List;

/**
 * Verticles on one event loop, where what they send each other needs no change of threads. They start in this order, and
 * stop in the reverse one.
 */
record SharedEventLoop(List<Deployable> verticles) implements Deployable {
    SharedEventLoop {
        verticles = List.copyOf(verticles);
    }

    @Override
    public Future<?> deploy(Context context) {
        return deploy(context, 0);
    }

    private Future<?> deploy(Context context, int from) {
        if (from == verticles.size()) {
            return Future.succeededFuture();
        }
        return call(() -> verticles.get(from).deploy(context)).compose(started -> deploy(context, from + 1)
                .recover(cause -> call(() -> verticles.get(from).undeploy(context))
                        .transform(stopped -> Future.failedFuture(cause))));
    }

    @Override
    public Future<?> undeploy(Context context) {
        Future<?> stopped = Future.succeededFuture();
        for (int i = verticles.size() - 1; i >= 0; i--) {
            Deployable verticle = verticles.get(i);
            stopped = stopped.eventually(() -> call(() -> verticle.undeploy(context)));
        }
        return stopped;
    }

    private interface Step {
        Future<?> run() throws Exception;
    }

    private static Future<?> call(Step step) {
        try {
            return step.run();
        } catch (Exception e) { // a verticle may throw instead
            return Future.failedFuture(e);
        }
    }
}
