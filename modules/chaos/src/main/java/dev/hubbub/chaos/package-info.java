// SPDX-License-Identifier: Apache-2.0
/** The command that injects faults around a hub under load, and reports the result. */
package dev.hubbub.chaos;
