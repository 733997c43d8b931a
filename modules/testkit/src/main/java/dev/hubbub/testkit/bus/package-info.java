// SPDX-License-Identifier: Apache-2.0
/** What tests put on the event bus: requests of other languages, and something that answers. */
@NullMarked
package dev.hubbub.testkit.bus;

import org.jspecify.annotations.NullMarked;
