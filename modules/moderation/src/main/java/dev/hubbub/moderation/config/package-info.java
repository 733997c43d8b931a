// SPDX-License-Identifier: Apache-2.0
/** The settings of moderation. */
@NullMarked
package dev.hubbub.moderation.config;

import org.jspecify.annotations.NullMarked;
