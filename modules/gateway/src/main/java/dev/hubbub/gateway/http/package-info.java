// SPDX-License-Identifier: Apache-2.0
/** The HTTP server: listener, certificates, origins, routes and the WebSocket upgrade. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.http;

import org.jspecify.annotations.NullMarked;
