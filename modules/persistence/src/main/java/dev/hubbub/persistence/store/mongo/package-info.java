// SPDX-License-Identifier: Apache-2.0
/** The store on a MongoDB server, or on one that speaks its protocol. */
@NullMarked
package dev.hubbub.persistence.store.mongo;

import org.jspecify.annotations.NullMarked;
