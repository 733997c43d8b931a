// SPDX-License-Identifier: Apache-2.0
/** The command that injects faults around a hub under load, and reports the result. */
@NullMarked
package dev.hubbub.chaos;

import org.jspecify.annotations.NullMarked;
