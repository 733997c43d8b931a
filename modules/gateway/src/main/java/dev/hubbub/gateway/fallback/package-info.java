// SPDX-License-Identifier: Apache-2.0
/** Clients without WebSocket: SockJS over plain HTTP, on whichever node a request arrives. */
package dev.hubbub.gateway.fallback;
