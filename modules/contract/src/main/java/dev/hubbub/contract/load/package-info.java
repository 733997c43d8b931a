// SPDX-License-Identifier: Apache-2.0
/** How much a queue takes: no more than it answers in time. */
@NullMarked
package dev.hubbub.contract.load;

import org.jspecify.annotations.NullMarked;
