// SPDX-License-Identifier: Apache-2.0
/** The store in memory, for tests. */
@NullMarked
package dev.hubbub.persistence.store.memory;

import org.jspecify.annotations.NullMarked;
