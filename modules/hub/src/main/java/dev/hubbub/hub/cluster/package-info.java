// SPDX-License-Identifier: Apache-2.0
/** How a node joins its cluster, detects that it is cut off, and repairs registrations. */
@NullMarked
package dev.hubbub.hub.cluster;

import org.jspecify.annotations.NullMarked;
