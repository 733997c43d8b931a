// SPDX-License-Identifier: Apache-2.0
/** How a MongoDB server is called: limits, timeouts, and many reads in one. */
@NullMarked
package dev.hubbub.persistence.store.mongo.client;

import org.jspecify.annotations.NullMarked;
