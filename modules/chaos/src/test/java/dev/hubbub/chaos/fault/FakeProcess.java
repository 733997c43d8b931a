// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what is done to it. */
final class FakeProcess implements ProcessTarget {
    final List<String> done = new CopyOnWriteArrayList<>();

    void awaitFirstAction() {
        await().atMost(5, SECONDS).until(() -> !done.isEmpty());
    }

    @Override
    public void kill() {
        done.add("kill");
    }

    @Override
    public void terminate() {
        done.add("term");
    }

    @Override
    public void restart() {
        done.add("restart");
    }

    @Override
    public void suspend() {
        done.add("halt");
    }

    @Override
    public void resume() {
        done.add("goOn");
    }
}
