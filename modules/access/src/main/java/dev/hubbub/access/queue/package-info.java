// SPDX-License-Identifier: Apache-2.0
/** The order of the requests in each room. */
@NullMarked
package dev.hubbub.access.queue;

import org.jspecify.annotations.NullMarked;
