// SPDX-License-Identifier: Apache-2.0
/** The life of one node: what it runs, how it starts, stops and rejoins its cluster. */
@NullMarked
package dev.hubbub.hub.node;

import org.jspecify.annotations.NullMarked;
