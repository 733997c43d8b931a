// SPDX-License-Identifier: Apache-2.0
/** Small versioned records beside the message log. */
package dev.hubbub.contract.records;
