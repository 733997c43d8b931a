// SPDX-License-Identifier: Apache-2.0
/** Conversion of records to JSON objects and back. */
@NullMarked
package dev.hubbub.contract.json;

import org.jspecify.annotations.NullMarked;
