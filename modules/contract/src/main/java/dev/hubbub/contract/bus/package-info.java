// SPDX-License-Identifier: Apache-2.0
/** The typed event bus: calls, events, retries and the handover of consumers. */
@NullMarked
package dev.hubbub.contract.bus;

import org.jspecify.annotations.NullMarked;
