// SPDX-License-Identifier: Apache-2.0
/** The frames that cross a connection: the event-bus bridge and SockJS. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.dialect;

import org.jspecify.annotations.NullMarked;
