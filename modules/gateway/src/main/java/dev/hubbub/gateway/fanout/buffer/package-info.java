// SPDX-License-Identifier: Apache-2.0
/** What fan-out keeps of rooms in memory: entries, with a bound on each buffer, and what access said. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.fanout.buffer;

import org.jspecify.annotations.NullMarked;
