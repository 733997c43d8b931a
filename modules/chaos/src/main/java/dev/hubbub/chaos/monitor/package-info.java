// SPDX-License-Identifier: Apache-2.0
/** Gauges, heap and descriptors of the hub, and whether it leaks. */
@NullMarked
package dev.hubbub.chaos.monitor;

import org.jspecify.annotations.NullMarked;
