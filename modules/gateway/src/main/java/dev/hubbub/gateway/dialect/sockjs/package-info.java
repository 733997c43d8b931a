// SPDX-License-Identifier: Apache-2.0
/** SockJS: its framing, and its endpoints over plain HTTP. */
package dev.hubbub.gateway.dialect.sockjs;
