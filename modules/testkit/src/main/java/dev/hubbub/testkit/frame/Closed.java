// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.frame;

import org.jspecify.annotations.Nullable;

/**
 * How a socket ended.
 *
 * @param code of the close frame; 1006 without one. With SockJS framing: of SockJS's own close message if there is one
 * @param reason the text beside it, or null
 */
public record Closed(int code, @Nullable String reason) {}
