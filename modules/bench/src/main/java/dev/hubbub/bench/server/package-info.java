// SPDX-License-Identifier: Apache-2.0
/** Servers of ours that the bench measures beside the hub; each runs in a process of its own. */
@NullMarked
package dev.hubbub.bench.server;

import org.jspecify.annotations.NullMarked;
