// SPDX-License-Identifier: Apache-2.0
/** How far users have read, who has read a message, and how users keep rooms in their lists. */
@NullMarked
package dev.hubbub.access.reads;

import org.jspecify.annotations.NullMarked;
