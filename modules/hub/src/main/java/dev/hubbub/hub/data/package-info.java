// SPDX-License-Identifier: Apache-2.0
/** The data directory of a hub: its key, its tickets and its store. */
@NullMarked
package dev.hubbub.hub.data;

import org.jspecify.annotations.NullMarked;
