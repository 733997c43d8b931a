// SPDX-License-Identifier: Apache-2.0
/** The typed event bus: calls, events, retries and the handover of consumers. */
package dev.hubbub.contract.bus;
