// SPDX-License-Identifier: Apache-2.0
/** Limits of users over all nodes: token buckets, and how many sockets a user may have. */
package dev.hubbub.presence.limits;
