// SPDX-License-Identifier: Apache-2.0
/** Writes the entries of a room from the bus to all its subscriptions. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.fanout;

import org.jspecify.annotations.NullMarked;
