// SPDX-License-Identifier: Apache-2.0
/** Counts what clients get and what they are refused, and tells the log of it. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.metrics;

import org.jspecify.annotations.NullMarked;
