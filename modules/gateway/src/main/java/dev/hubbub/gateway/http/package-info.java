// SPDX-License-Identifier: Apache-2.0
/** The HTTP server: listener, certificates, origins, routes and the WebSocket upgrade. Inside the gateway only. */
package dev.hubbub.gateway.http;
