// SPDX-License-Identifier: Apache-2.0
/** The requests about small records. */
package dev.hubbub.persistence.records;
