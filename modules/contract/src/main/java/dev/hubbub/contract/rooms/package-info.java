// SPDX-License-Identifier: Apache-2.0
/** Rooms, their members, and the access control. */
package dev.hubbub.contract.rooms;
