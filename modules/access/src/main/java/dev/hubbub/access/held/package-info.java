// SPDX-License-Identifier: Apache-2.0
/** Messages that a stage holds, in small records, until a moderator decides. */
@NullMarked
package dev.hubbub.access.held;

import org.jspecify.annotations.NullMarked;
