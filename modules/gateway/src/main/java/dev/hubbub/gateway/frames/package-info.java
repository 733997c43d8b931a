// SPDX-License-Identifier: Apache-2.0
/** What crosses a socket: frames of the event-bus bridge, in and out. Inside the gateway only. */
package dev.hubbub.gateway.frames;
