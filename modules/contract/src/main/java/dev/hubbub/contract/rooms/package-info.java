// SPDX-License-Identifier: Apache-2.0
/** Rooms, their members, and who may enter. */
package dev.hubbub.contract.rooms;
