// SPDX-License-Identifier: Apache-2.0
/** The settings of the gateway, checked when they are read. */
@NullMarked
package dev.hubbub.gateway.config;

import org.jspecify.annotations.NullMarked;
