// SPDX-License-Identifier: Apache-2.0
/** Conversion of records to JSON objects and back. */
package dev.hubbub.contract.json;
