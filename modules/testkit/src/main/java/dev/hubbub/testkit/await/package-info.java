// SPDX-License-Identifier: Apache-2.0
/** Waits with a time-out that report what arrived instead. */
@NullMarked
package dev.hubbub.testkit.await;

import org.jspecify.annotations.NullMarked;
