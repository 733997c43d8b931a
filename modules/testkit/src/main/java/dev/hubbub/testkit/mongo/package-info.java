// SPDX-License-Identifier: Apache-2.0
/** A MongoDB server for tests, in this process or in its own. */
@NullMarked
package dev.hubbub.testkit.mongo;

import org.jspecify.annotations.NullMarked;
