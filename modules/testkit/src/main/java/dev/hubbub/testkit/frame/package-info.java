// SPDX-License-Identifier: Apache-2.0
/** Frames between a client and the hub, and their SockJS framing. */
@NullMarked
package dev.hubbub.testkit.frame;

import org.jspecify.annotations.NullMarked;
