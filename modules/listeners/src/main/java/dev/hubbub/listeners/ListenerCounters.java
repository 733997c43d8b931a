// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.metrics.ModuleMeters;
import io.micrometer.core.instrument.Counter;

/** What became of the entries that one listener was sent. */
record ListenerCounters(Counter heard, Counter refused, Counter unheard) {
    private static final String LISTENER = "listener";

    static ListenerCounters of(ModuleMeters meters, String listener) {
        return new ListenerCounters(
                meters.counter("heard.entries", "entries that a listener has answered", LISTENER, listener),
                meters.counter(
                        "refused.entries", "entries that a listener has answered with a failure", LISTENER, listener),
                meters.counter(
                        "unheard.entries", "entries that a listener was sent and did not answer", LISTENER, listener));
    }
}
