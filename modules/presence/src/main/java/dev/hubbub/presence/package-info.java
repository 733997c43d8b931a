// SPDX-License-Identifier: Apache-2.0
/** Which users are online, which are typing, and when each user was last seen. */
@NullMarked
package dev.hubbub.presence;

import org.jspecify.annotations.NullMarked;
