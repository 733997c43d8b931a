// SPDX-License-Identifier: Apache-2.0
/** The list of the rooms of a user, and how it changes. */
@NullMarked
package dev.hubbub.contract.lists;

import org.jspecify.annotations.NullMarked;
