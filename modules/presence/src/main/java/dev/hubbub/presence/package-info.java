// SPDX-License-Identifier: Apache-2.0
/** Who is online, who is typing, and when somebody was last seen. */
package dev.hubbub.presence;
