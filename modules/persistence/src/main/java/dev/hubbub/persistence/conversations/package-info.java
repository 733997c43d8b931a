// SPDX-License-Identifier: Apache-2.0
/** The requests about many rooms of a user at a time: heads, unread messages, the rows of a list. */
@NullMarked
package dev.hubbub.persistence.conversations;

import org.jspecify.annotations.NullMarked;
