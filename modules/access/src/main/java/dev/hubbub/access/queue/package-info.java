// SPDX-License-Identifier: Apache-2.0
/** The order of the requests in each room. */
package dev.hubbub.access.queue;
