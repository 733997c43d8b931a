// SPDX-License-Identifier: Apache-2.0
/** Clients by the thousand that keep to PROTOCOL.md: they come back, go on where they were, and send again. */
package dev.hubbub.chaos.client;
