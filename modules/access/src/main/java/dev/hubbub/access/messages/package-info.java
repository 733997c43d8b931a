// SPDX-License-Identifier: Apache-2.0
/** Requests about messages: send, read the history, and subscribe. */
@NullMarked
package dev.hubbub.access.messages;

import org.jspecify.annotations.NullMarked;
