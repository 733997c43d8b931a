// SPDX-License-Identifier: Apache-2.0
/** The frames of the Vert.x event-bus bridge. */
@NullMarked
package dev.hubbub.gateway.dialect.bridge;

import org.jspecify.annotations.NullMarked;
