// SPDX-License-Identifier: Apache-2.0
/** Small versioned records beside the message log. */
@NullMarked
package dev.hubbub.contract.records;

import org.jspecify.annotations.NullMarked;
