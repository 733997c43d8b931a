// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.listeners.config.ListenersConfig;
import java.util.function.IntPredicate;

/**
 * What all listeners of a node share.
 *
 * @param bus for requests to the store
 * @param sender waits for an answer as long as the settings say
 * @param owned the shards that this node has
 */
record ListenerContext(ListenersConfig config, Bus bus, EntrySender sender, IntPredicate owned, ModuleMeters meters) {}
