// SPDX-License-Identifier: Apache-2.0
/** Which members are typing in which rooms. */
@NullMarked
package dev.hubbub.presence.typing;

import org.jspecify.annotations.NullMarked;
