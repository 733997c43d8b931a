// SPDX-License-Identifier: Apache-2.0
/** Pages of messages by something else than their order in the room. */
@NullMarked
package dev.hubbub.access.pages;

import org.jspecify.annotations.NullMarked;
