// SPDX-License-Identifier: Apache-2.0
/** How far users have read, what is unread, and what a list of conversations shows. */
@NullMarked
package dev.hubbub.contract.reads;

import org.jspecify.annotations.NullMarked;
