// SPDX-License-Identifier: Apache-2.0
/** The operator's settings for rooms and messages. */
@NullMarked
package dev.hubbub.access.config;

import org.jspecify.annotations.NullMarked;
