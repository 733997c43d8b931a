// SPDX-License-Identifier: Apache-2.0
/** Hubs and other Java programs as processes. */
@NullMarked
package dev.hubbub.testkit.process;

import org.jspecify.annotations.NullMarked;
