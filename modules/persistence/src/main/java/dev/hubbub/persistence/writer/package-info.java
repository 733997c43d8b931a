// SPDX-License-Identifier: Apache-2.0
/** Numbers and stores entries: a queue for each room, one ordered batch at a time. */
@NullMarked
package dev.hubbub.persistence.writer;

import org.jspecify.annotations.NullMarked;
