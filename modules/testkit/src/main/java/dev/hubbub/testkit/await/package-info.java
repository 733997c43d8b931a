// SPDX-License-Identifier: Apache-2.0
/** Waits with a time-out that report what arrived instead. */
package dev.hubbub.testkit.await;
