// SPDX-License-Identifier: Apache-2.0
/** Waits with a bound that say what came instead. */
package dev.hubbub.testkit.await;
