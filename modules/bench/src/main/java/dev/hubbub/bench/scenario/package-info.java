// SPDX-License-Identifier: Apache-2.0
/** What a scenario is, and its steps. */
@NullMarked
package dev.hubbub.bench.scenario;

import org.jspecify.annotations.NullMarked;
