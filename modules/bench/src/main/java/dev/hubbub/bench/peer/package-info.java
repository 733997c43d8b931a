// SPDX-License-Identifier: Apache-2.0
/** The servers of a run: how each is started, in a process of its own, and what the process uses. */
@NullMarked
package dev.hubbub.bench.peer;

import org.jspecify.annotations.NullMarked;
