// SPDX-License-Identifier: Apache-2.0
/** The list of the rooms of a user. */
@NullMarked
package dev.hubbub.access.conversations;

import org.jspecify.annotations.NullMarked;
