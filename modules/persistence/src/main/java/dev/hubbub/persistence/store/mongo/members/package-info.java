// SPDX-License-Identifier: Apache-2.0
/** The members of rooms that keep them beside the log, on MongoDB. */
@NullMarked
package dev.hubbub.persistence.store.mongo.members;

import org.jspecify.annotations.NullMarked;
