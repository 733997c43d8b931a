// SPDX-License-Identifier: Apache-2.0
/** Violations on purpose, so that a test can see each rule fail. */
package dev.hubbub.acceptance.seeded.chaos;
