// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

/** Runs a task later, on the context of the caller. */
@FunctionalInterface
public interface Delay {
    void run(long millis, Runnable task);
}
