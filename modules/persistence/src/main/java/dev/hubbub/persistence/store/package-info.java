// SPDX-License-Identifier: Apache-2.0
/** The store: the port of each collection, and the derived documents. */
@NullMarked
package dev.hubbub.persistence.store;

import org.jspecify.annotations.NullMarked;
