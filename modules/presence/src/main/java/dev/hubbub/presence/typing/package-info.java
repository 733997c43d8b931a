// SPDX-License-Identifier: Apache-2.0
/** Which members are typing in which rooms. */
package dev.hubbub.presence.typing;
