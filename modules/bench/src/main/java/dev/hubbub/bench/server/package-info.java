// SPDX-License-Identifier: Apache-2.0
/** The servers that the bench measures, each in a process of its own. */
@NullMarked
package dev.hubbub.bench.server;

import org.jspecify.annotations.NullMarked;
