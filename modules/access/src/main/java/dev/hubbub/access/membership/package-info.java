// SPDX-License-Identifier: Apache-2.0
/** Requests about members: join, leave, add, kick and list, with their rules and limits. */
@NullMarked
package dev.hubbub.access.membership;

import org.jspecify.annotations.NullMarked;
