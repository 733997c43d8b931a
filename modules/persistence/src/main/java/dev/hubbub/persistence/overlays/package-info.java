// SPDX-License-Identifier: Apache-2.0
/** The records that entries with effects change: what became of messages, threads, who reacted, who is mentioned. */
@NullMarked
package dev.hubbub.persistence.overlays;

import org.jspecify.annotations.NullMarked;
