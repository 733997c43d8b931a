// SPDX-License-Identifier: Apache-2.0
/** The settings of a hub: their sources, checks and defaults. */
@NullMarked
package dev.hubbub.hub.config;

import org.jspecify.annotations.NullMarked;
