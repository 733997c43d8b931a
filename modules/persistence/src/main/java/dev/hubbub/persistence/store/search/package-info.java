// SPDX-License-Identifier: Apache-2.0
/** The port of the index by which messages are found by their words. */
@NullMarked
package dev.hubbub.persistence.store.search;

import org.jspecify.annotations.NullMarked;
