// SPDX-License-Identifier: Apache-2.0
/** The search for messages by their words. */
@NullMarked
package dev.hubbub.contract.search;

import org.jspecify.annotations.NullMarked;
