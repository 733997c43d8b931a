// SPDX-License-Identifier: Apache-2.0
/** The store: the port of each collection, and the derived documents. */
package dev.hubbub.persistence.store;
