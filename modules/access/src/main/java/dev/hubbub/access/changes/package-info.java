// SPDX-License-Identifier: Apache-2.0
/** Changes of messages: edits, deletions, reactions, pins. */
@NullMarked
package dev.hubbub.access.changes;

import org.jspecify.annotations.NullMarked;
