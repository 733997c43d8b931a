// SPDX-License-Identifier: Apache-2.0
/** The command that breaks things around a hub, and says what came of it. */
package dev.hubbub.chaos;
