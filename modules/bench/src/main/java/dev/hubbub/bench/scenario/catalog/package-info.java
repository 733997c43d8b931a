// SPDX-License-Identifier: Apache-2.0
/** What is measured: all scenarios. */
@NullMarked
package dev.hubbub.bench.scenario.catalog;

import org.jspecify.annotations.NullMarked;
