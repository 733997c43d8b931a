// SPDX-License-Identifier: Apache-2.0
/** The members of a room as they are listed. */
@NullMarked
package dev.hubbub.access.members;

import org.jspecify.annotations.NullMarked;
