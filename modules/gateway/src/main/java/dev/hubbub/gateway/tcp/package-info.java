// SPDX-License-Identifier: Apache-2.0
/** The frames of the Vert.x TCP event bus bridge, for processes with a server key. */
@NullMarked
package dev.hubbub.gateway.tcp;

import org.jspecify.annotations.NullMarked;
