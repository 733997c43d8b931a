// SPDX-License-Identifier: Apache-2.0
/** From one entry on the bus to the sockets that follow its room. Inside the gateway only. */
package dev.hubbub.gateway.fanout;
