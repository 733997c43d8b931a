// SPDX-License-Identifier: Apache-2.0
/** SockJS: its framing, and its endpoints over plain HTTP. */
@NullMarked
package dev.hubbub.gateway.dialect.sockjs;

import org.jspecify.annotations.NullMarked;
