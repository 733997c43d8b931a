// SPDX-License-Identifier: Apache-2.0
/** Limits of each user over all nodes: token buckets, and the quota of sockets. */
package dev.hubbub.limits;
