// SPDX-License-Identifier: Apache-2.0
/** What users may do how often, and how many sockets they may have, counted over all nodes. */
@NullMarked
package dev.hubbub.contract.limits;

import org.jspecify.annotations.NullMarked;
