// SPDX-License-Identifier: Apache-2.0
/** The settings of listeners. */
@NullMarked
package dev.hubbub.listeners.config;

import org.jspecify.annotations.NullMarked;
