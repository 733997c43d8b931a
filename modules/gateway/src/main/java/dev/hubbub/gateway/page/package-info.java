// SPDX-License-Identifier: Apache-2.0
/** The chat page as the hub serves it: its files, and how it fits into the host app. */
@NullMarked
package dev.hubbub.gateway.page;

import org.jspecify.annotations.NullMarked;
