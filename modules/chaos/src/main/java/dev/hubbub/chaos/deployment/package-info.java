// SPDX-License-Identifier: Apache-2.0
/** The hub under test: one that is started for the run, or one that runs already. */
@NullMarked
package dev.hubbub.chaos.deployment;

import org.jspecify.annotations.NullMarked;
