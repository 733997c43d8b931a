// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import io.vertx.core.Future;
import java.util.List;

/** What some of the nodes that were asked have answered. */
final class Answers {
    /** Those that succeeded, in the order in which they were asked. */
    static <T> List<T> of(List<Future<T>> asked) {
        return asked.stream().filter(Future::succeeded).map(Future::result).toList();
    }

    private Answers() {}
}
