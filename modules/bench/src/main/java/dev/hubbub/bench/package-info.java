// SPDX-License-Identifier: Apache-2.0
/** Measures the hub beside Vert.x's own bridge and beside a bare WebSocket server, in one run on one machine. */
@NullMarked
package dev.hubbub.bench;

import org.jspecify.annotations.NullMarked;
