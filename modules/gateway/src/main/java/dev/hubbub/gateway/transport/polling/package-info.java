// SPDX-License-Identifier: Apache-2.0
/** Carries sessions over HTTP requests for clients without a WebSocket. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.transport.polling;

import org.jspecify.annotations.NullMarked;
