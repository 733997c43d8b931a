// SPDX-License-Identifier: Apache-2.0
/** Named scenarios: a workload, a topology and a fault schedule. */
@NullMarked
package dev.hubbub.chaos.scenario;

import org.jspecify.annotations.NullMarked;
