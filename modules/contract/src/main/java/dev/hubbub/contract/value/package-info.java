// SPDX-License-Identifier: Apache-2.0
/** Ids and other small values that check themselves. */
package dev.hubbub.contract.value;
