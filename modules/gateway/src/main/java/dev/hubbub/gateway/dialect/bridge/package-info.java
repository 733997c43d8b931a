// SPDX-License-Identifier: Apache-2.0
/** The frames of the Vert.x event-bus bridge. */
package dev.hubbub.gateway.dialect.bridge;
