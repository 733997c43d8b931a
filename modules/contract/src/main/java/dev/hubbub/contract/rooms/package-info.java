// SPDX-License-Identifier: Apache-2.0
/** Rooms, their members, and the access control. */
@NullMarked
package dev.hubbub.contract.rooms;

import org.jspecify.annotations.NullMarked;
