// SPDX-License-Identifier: Apache-2.0
/** How entries are stored: the configuration of the module. */
@NullMarked
package dev.hubbub.persistence.config;

import org.jspecify.annotations.NullMarked;
