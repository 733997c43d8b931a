// SPDX-License-Identifier: Apache-2.0
/** What is measured: the steps of each scenario. */
@NullMarked
package dev.hubbub.bench.scenario;

import org.jspecify.annotations.NullMarked;
