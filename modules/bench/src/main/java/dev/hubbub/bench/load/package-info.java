// SPDX-License-Identifier: Apache-2.0
/** Clients in the dialect of a server: one socket, many that come in, and closed loops of requests. */
@NullMarked
package dev.hubbub.bench.load;

import org.jspecify.annotations.NullMarked;
