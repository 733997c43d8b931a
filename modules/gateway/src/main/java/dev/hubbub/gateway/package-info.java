// SPDX-License-Identifier: Apache-2.0
/** Starts the gateway on a node and wires its parts: HTTP, transports, sessions, requests, fan-out and limits. */
@NullMarked
package dev.hubbub.gateway;

import org.jspecify.annotations.NullMarked;
