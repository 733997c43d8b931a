// SPDX-License-Identifier: Apache-2.0
/** The index of words in MongoDB. */
@NullMarked
package dev.hubbub.persistence.store.mongo.search;

import org.jspecify.annotations.NullMarked;
