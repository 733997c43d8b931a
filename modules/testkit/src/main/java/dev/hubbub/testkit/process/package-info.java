// SPDX-License-Identifier: Apache-2.0
/** Hubs and other Java programs as processes. */
package dev.hubbub.testkit.process;
