// SPDX-License-Identifier: Apache-2.0
/** Which users are online, from the reports of gateways, and when each user was last seen. */
@NullMarked
package dev.hubbub.presence.online;

import org.jspecify.annotations.NullMarked;
