// SPDX-License-Identifier: Apache-2.0
/** The search for messages, for callers who may read them. */
@NullMarked
package dev.hubbub.access.search;

import org.jspecify.annotations.NullMarked;
