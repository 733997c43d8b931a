// SPDX-License-Identifier: Apache-2.0
/** Clients by the thousand that follow PROTOCOL.md: they reconnect, resume and send again. */
@NullMarked
package dev.hubbub.chaos.client;

import org.jspecify.annotations.NullMarked;
