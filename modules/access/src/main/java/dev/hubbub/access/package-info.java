// SPDX-License-Identifier: Apache-2.0
/** Rooms: who may enter, speak, invite and moderate. */
package dev.hubbub.access;
