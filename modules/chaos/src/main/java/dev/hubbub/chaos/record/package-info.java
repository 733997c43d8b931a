// SPDX-License-Identifier: Apache-2.0
/** What clients sent and received, in a form small enough for millions of messages. */
@NullMarked
package dev.hubbub.chaos.record;

import org.jspecify.annotations.NullMarked;
