// SPDX-License-Identifier: Apache-2.0
/** How a MongoDB server is called: limits, timeouts, many reads in one, and what its errors mean. */
@NullMarked
package dev.hubbub.persistence.store.mongo.client;

import org.jspecify.annotations.NullMarked;
