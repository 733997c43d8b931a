// SPDX-License-Identifier: Apache-2.0
/** The event bus with types. */
package dev.hubbub.contract.bus;
