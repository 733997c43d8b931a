// SPDX-License-Identifier: Apache-2.0
/** Carries sessions over WebSockets. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.transport.websocket;

import org.jspecify.annotations.NullMarked;
