// SPDX-License-Identifier: Apache-2.0
/** The entries that fan-out keeps in memory, with a bound on each buffer. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.fanout.buffer;

import org.jspecify.annotations.NullMarked;
