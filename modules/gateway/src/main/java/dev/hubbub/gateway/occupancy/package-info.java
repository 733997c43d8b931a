// SPDX-License-Identifier: Apache-2.0
/** How many sockets of this node follow which rooms. */
@NullMarked
package dev.hubbub.gateway.occupancy;

import org.jspecify.annotations.NullMarked;
