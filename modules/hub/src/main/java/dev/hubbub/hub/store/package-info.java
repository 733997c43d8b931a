// SPDX-License-Identifier: Apache-2.0
/** The embedded store: a MongoDB wire server over one file, for a single node. */
@NullMarked
package dev.hubbub.hub.store;

import org.jspecify.annotations.NullMarked;
