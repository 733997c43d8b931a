// SPDX-License-Identifier: Apache-2.0
/** Records to JSON objects and back. */
package dev.hubbub.contract.json;
