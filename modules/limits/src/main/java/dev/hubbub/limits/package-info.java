// SPDX-License-Identifier: Apache-2.0
/** Limits of each user over all nodes: token buckets, and the quota of sockets. */
@NullMarked
package dev.hubbub.limits;

import org.jspecify.annotations.NullMarked;
