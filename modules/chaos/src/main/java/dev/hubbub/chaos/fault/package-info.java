// SPDX-License-Identifier: Apache-2.0
/** Faults, when they happen, and what injects and ends them. */
@NullMarked
package dev.hubbub.chaos.fault;

import org.jspecify.annotations.NullMarked;
