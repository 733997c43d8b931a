// SPDX-License-Identifier: Apache-2.0
/** The door of the hub: HTTP and sockets. Its two public types are the verticle and its configuration. */
package dev.hubbub.gateway;
