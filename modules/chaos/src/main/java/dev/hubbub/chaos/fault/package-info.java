// SPDX-License-Identifier: Apache-2.0
/** Faults, when they happen, and what injects and ends them. */
package dev.hubbub.chaos.fault;
