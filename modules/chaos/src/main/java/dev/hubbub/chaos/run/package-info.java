// SPDX-License-Identifier: Apache-2.0
/** One chaos run: clients, load and faults, from the first connection to the result. */
@NullMarked
package dev.hubbub.chaos.run;

import org.jspecify.annotations.NullMarked;
