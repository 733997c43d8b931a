// SPDX-License-Identifier: Apache-2.0
/** Requests about members: join, leave, add, kick and list, with their rules and limits. */
package dev.hubbub.access.membership;
