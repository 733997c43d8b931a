// SPDX-License-Identifier: Apache-2.0
/** The store in memory, for tests. */
package dev.hubbub.persistence.store.memory;
