// SPDX-License-Identifier: Apache-2.0
/** The requests about small records. */
@NullMarked
package dev.hubbub.persistence.records;

import org.jspecify.annotations.NullMarked;
